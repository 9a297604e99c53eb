using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>Recorded failures, sent over a real connection, become the exceptions for them.</summary>
public sealed class RecordedFailureTests(RecordedFailureTests.SharedCluster shared) : IClassFixture<RecordedFailureTests.SharedCluster>
{
    [Theory]
    [InlineData("auth/expired-token", typeof(FirecrestUnauthorizedException), "unauthorized")]
    [InlineData("auth/token-expires-too-soon", typeof(FirecrestUnauthorizedException), "token_expires_too_soon")]
    [InlineData("auth/user-without-an-ssh-key-ls", typeof(FirecrestPermissionException), "permission_denied")]
    [InlineData("compute/job-by-id-unknown", typeof(FirecrestNotFoundException), "job_not_found")]
    [InlineData("compute/job-whose-name-contains-a-pipe", typeof(FirecrestApiException), "server_error")]
    [InlineData("compute/list-bad-time-window", typeof(FirecrestApiException), "invalid_request")]
    [InlineData("compute-rest/metadata-rest", typeof(FirecrestApiException), "not_implemented")]
    [InlineData("filesystem/ls-missing", typeof(FirecrestNotFoundException), "not_found")]
    [InlineData("filesystem/ls-forbidden", typeof(FirecrestPermissionException), "permission_denied")]
    [InlineData("filesystem/mkdir-again", typeof(FirecrestAlreadyExistsException), "already_exists")]
    [InlineData("filesystem/upload-of-an-empty-file", typeof(FirecrestCommandTimeoutException), "command_timeout")]
    [InlineData("limits/upload-of-5-mib-plus-1", typeof(FirecrestTooLargeException), "too_large")]
    [InlineData("status/unhealthy-system-jobs", typeof(FirecrestUnavailableException), "unavailable")]
    [InlineData("status/unknown-system", typeof(FirecrestNotFoundException), "system_not_found")]
    [InlineData("ssh-refused/ls", typeof(FirecrestUnavailableException), "unavailable")]
    [InlineData("submit-errors/quota", typeof(FirecrestQuotaException), "quota_exceeded")]
    [InlineData("submit-errors/unknown-partition", typeof(FirecrestApiException), "scheduler_refused")]
    [InlineData("headers/request-id-not-a-uuid", typeof(FirecrestApiException), "invalid_request")]
    public async Task A_recorded_failure_becomes_the_exception_for_it(string name, Type type, string code)
    {
        var fixture = Fixture.Load("v2/" + name);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            shared.Cluster.Faults.Clear();
            shared.Cluster.Faults.On("/status/*").Always().AnswerStatus(fixture.StatusCode, fixture.Body, fixture.Headers.Where(IsOfTheAnswer));

            var failure = (await FluentActions.Awaiting(() => mode.Run(() => shared.Cluster.Client.GetSystems(), () => shared.Cluster.Client.GetSystemsAsync()))
                .Should().ThrowAsync<FirecrestApiException>()).Which;

            failure.GetType().Should().Be(type);
            failure.ErrorCode.Should().Be(new FirecrestErrorCode(code));
            ((int)failure.StatusCode).Should().Be(fixture.StatusCode);
            failure.ResponseBody.Should().Be(fixture.Body);
            failure.Message.Should().StartWith($"GET /status/systems answered {fixture.StatusCode} ");
        }
    }

    private static bool IsOfTheAnswer(KeyValuePair<string, string> header) => header.Key.ToLowerInvariant() is not ("content-length" or "date" or "transfer-encoding");

    /// <summary>One emulator for all answers, and a client that repeats nothing.</summary>
    public sealed class SharedCluster : IAsyncLifetime
    {
        internal SimulatedCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await SimulatedCluster.Start(new RetryOptions { MaxRetries = 0 });

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
