using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1RoutingTests(V1RoutingTests.SharedServer shared) : IClassFixture<V1RoutingTests.SharedServer>
{
    [Theory]
    [InlineData("routing/no-authorization-header")]
    [InlineData("routing/not-a-jwt")]
    [InlineData("routing/expired-token")]
    [InlineData("routing/unknown-path-at-the-gateway")]
    [InlineData("routing/unknown-path-below-a-service")]
    [InlineData("routing/method-without-route-at-the-gateway")]
    [InlineData("routing/method-the-service-does-not-know")]
    [InlineData("routing/trailing-slash-status-services")]
    [InlineData("routing/options")]
    [InlineData("routing/internal-status-endpoint-of-a-service")]
    [InlineData("status/one-service")]
    [InlineData("status/unknown-service")]
    [InlineData("status/one-system")]
    [InlineData("status/system-that-is-down")]
    [InlineData("status/system-the-user-may-not-use")]
    [InlineData("status/unknown-system")]
    [InlineData("status/filesystems-of-an-unknown-system")]
    [InlineData("unreachable/status-systems-unreachable")]
    [InlineData("tasks/unknown-task")]
    [InlineData("tasks/task-with-an-id-that-is-none")]
    [InlineData("tasks/tasks-unknown-id")]
    [InlineData("tasks/tasks-empty-list")]
    [InlineData("tasks/tasks-of-a-user-without-tasks")]
    [InlineData("tasks/tasks-without-slash")]
    [InlineData("tasks/delete-a-task-at-the-gateway")]
    [InlineData("tasks/taskslist")]
    [InlineData("compute/jobs-no-machine")]
    [InlineData("compute/jobs-unknown-machine")]
    [InlineData("compute/jobs-malformed-id")]
    [InlineData("compute/jobs-malformed-list")]
    [InlineData("compute/one-job-malformed-id")]
    [InlineData("compute/get-compute-jobs-on-offline")]
    [InlineData("compute/get-compute-acct-on-offline")]
    [InlineData("compute/get-compute-nodes-on-offline")]
    [InlineData("compute/cancel-on-offline")]
    [InlineData("compute/get-compute-jobs-on-restricted")]
    [InlineData("compute/get-compute-acct-on-restricted")]
    [InlineData("compute/get-compute-nodes-on-restricted")]
    [InlineData("compute/get-compute-partitions-on-restricted")]
    [InlineData("compute/get-compute-reservations-on-restricted")]
    [InlineData("unreachable/jobs")]
    [InlineData("unreachable/partitions")]
    [InlineData("unreachable/jobs-path")]
    [InlineData("unreachable/jobs-upload")]
    [InlineData("compute/submit-by-upload-empty-file")]
    [InlineData("compute/submit-by-upload-no-file")]
    [InlineData("compute/submit-by-upload-env-is-not-json")]
    [InlineData("compute/submit-by-upload-forbidden-character-in-account")]
    [InlineData("compute/submit-by-upload-over-the-size-limit")]
    [InlineData("compute/submit-by-upload-no-machine")]
    [InlineData("compute/submit-by-upload-unknown-machine")]
    [InlineData("compute/submit-by-upload-machine-down")]
    [InlineData("compute/submit-by-upload-machine-refused-by-opa")]
    [InlineData("compute/submit-by-upload-user-unknown-on-the-system")]
    [InlineData("compute/submit-by-path-file-missing")]
    [InlineData("compute/submit-by-path-no-targetpath")]
    [InlineData("compute/submit-by-path-no-machine")]
    [InlineData("compute/submit-by-path-a-directory")]
    public async Task A_recorded_request_gets_the_recorded_answer(string name)
        => (await V1Recording.Compare(shared.Server, name)).Should().BeEmpty();

    [Theory]
    [InlineData("compute/get-compute-partitions-on-offline")]
    [InlineData("compute/get-compute-reservations-on-offline")]
    [InlineData("compute/submit-by-upload-unknown-account")]
    [InlineData("compute/submit-by-upload-no-shebang")]
    [InlineData("compute/submit-by-upload-partition-that-does-not-exist")]
    [InlineData("compute/jobs-id-never-seen")]
    [InlineData("compute/jobs-id-never-seen-with-a-page")]
    [InlineData("compute/acct-id-never-seen")]
    [InlineData("compute/acct-malformed-id")]
    [InlineData("compute/cancel-job-id-never-seen")]
    [InlineData("compute/cancel-malformed-id")]
    [InlineData("compute/unknown-node")]
    [InlineData("compute/partitions-unknown")]
    [InlineData("compute/reservations-none")]
    [InlineData("compute/jobs-negative-page")]
    [InlineData("compute/one-job-by-path-parameter")]
    public async Task A_recorded_task_ends_as_recorded(string name)
        => (await V1Recording.CompareTask(shared.Server, name)).Should().BeEmpty();

    [Fact]
    public async Task The_services_are_those_of_the_recording_in_any_order()
    {
        Answer answer = await V1Recording.Replay(shared.Server, "status/services");

        Names(answer.Text).Should().BeEquivalentTo(Names(Fixture.Load("v1/status/services").Body));

        static IEnumerable<string> Names(string body) => JsonNode.Parse(body)!["out"]!.AsArray().Select(row => row!["service"]!.ToString());
    }

    [Fact]
    public async Task The_parameters_have_the_names_of_the_recording()
    {
        Answer answer = await V1Recording.Replay(shared.Server, "status/parameters");

        Names(answer.Text).Should().BeEquivalentTo(Names(Fixture.Load("v1/status/parameters").Body));

        static IEnumerable<string> Names(string body) => JsonNode.Parse(body)!["out"]!.AsObject()
            .SelectMany(group => group.Value!.AsArray()
                .Select(row => $"{group.Key} {row!["name"]} {row["unit"]} {row["value"]!.GetValueKind()} {row["description"]}"));
    }

    /// <summary>One emulator for all requests that leave nothing behind but tasks.</summary>
    public sealed class SharedServer : IAsyncLifetime
    {
        internal V1TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await V1TestServer.Start();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
