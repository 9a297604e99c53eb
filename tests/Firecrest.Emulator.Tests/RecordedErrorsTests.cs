namespace Firecrest.Emulator.Tests;

public sealed class RecordedErrorsTests(RecordedErrorsTests.SharedServer shared) : IClassFixture<RecordedErrorsTests.SharedServer>
{
    [Theory]
    [InlineData("status/wrong-method")]
    [InlineData("status/unknown-path")]
    [InlineData("status/unknown-system")]
    [InlineData("status/trailing-slash")]
    [InlineData("status/liveness-without-slash")]
    [InlineData("status/partitions")]
    [InlineData("status/partitions-show-hidden")]
    [InlineData("status/partitions-show-hidden-camel-case-ignored")]
    [InlineData("status/reservations-none-ssh")]
    [InlineData("status/userinfo-ssh")]
    [InlineData("auth/no-authorization-header")]
    [InlineData("auth/no-authorization-header-on-a-404-route")]
    [InlineData("auth/basic-instead-of-bearer")]
    [InlineData("auth/bearer-without-a-token")]
    [InlineData("compute/attach-to-a-job-that-does-not-exist")]
    [InlineData("compute/cancel-unknown-job")]
    [InlineData("compute/job-by-id-unknown")]
    [InlineData("compute/metadata-unknown")]
    [InlineData("compute/job-id-that-is-letters")]
    [InlineData("compute/job-id-with-an-illegal-character")]
    [InlineData("compute/list-allusers-banana")]
    [InlineData("compute/list-bad-time-window")]
    [InlineData("compute/list-by-account-none")]
    [InlineData("compute/list-name-longer-than-235")]
    [InlineData("submit-errors/current-working-directory")]
    [InlineData("submit-errors/env-as-a-list")]
    [InlineData("submit-errors/malformed-json")]
    [InlineData("submit-errors/neither-script-nor-script-path")]
    [InlineData("submit-errors/no-body")]
    [InlineData("submit-errors/no-job-object")]
    [InlineData("submit-errors/no-working-directory")]
    [InlineData("submit-errors/quota")]
    [InlineData("submit-errors/script-path-that-does-not-exist")]
    [InlineData("submit-errors/script-without-shebang")]
    [InlineData("submit-errors/unknown-account")]
    [InlineData("submit-errors/unknown-constraint")]
    [InlineData("submit-errors/unknown-partition")]
    [InlineData("submit-errors/unknown-reservation")]
    [InlineData("submit-errors/unknown-system")]
    [InlineData("submit-errors/unknown-member-is-ignored")]
    [InlineData("submit-errors/wrong-content-type")]
    public async Task A_recorded_request_gets_the_recorded_answer(string name)
    {
        (await Recording.Compare(shared.Server, "v2/" + name)).Should().BeEmpty();
    }

    /// <summary>One emulator for all requests that leave nothing behind.</summary>
    public sealed class SharedServer : IAsyncLifetime
    {
        internal TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await TestServer.Start(Recording.Options);

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
