using System.Text.Json.Nodes;
using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>A server that takes its time.</summary>
public sealed class LatencyTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromHours(7);
    private static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(60);

    [Theory, SyncAndAsync]
    public async Task A_submission_without_an_answer_in_time_is_looked_for(Mode mode)
    {
        var script = "";
        using var handler = new StubHandler(request =>
        {
            if (request.Method == "POST")
            {
                script = JsonNode.Parse(request.Body)!["job"]!["script"]!.ToString();
                throw new TaskCanceledException("no answer");
            }

            if (request.Uri.AbsolutePath == "/status/systems")
            {
                return Fixture.Load("v2/status/systems").ToResponse();
            }

            return StubHandler.Json(request.Uri.AbsolutePath.EndsWith("/metadata", StringComparison.Ordinal)
                ? new JsonObject { ["jobs"] = new JsonArray(new JsonObject { ["jobId"] = "77", ["script"] = script }) }.ToJsonString()
                : """{"jobs":[{"jobId":"77","name":"any","status":{"state":"PENDING"},"workingDirectory":"/w"},{"jobId":"78","name":"any","status":{"state":"PENDING"},"workingDirectory":"/other"}]}""");
        });
        using var client = TestClient.Create(handler);
        var description = JobDescription.FromScript("#!/bin/bash\n", "/w");
        var options = new SubmitOptions { CheckWorkingDirectory = false };

        var job = await mode.Run(() => client.Submit("x", description, options), () => client.SubmitAsync("x", description, options));

        (job.JobId, job.WasAdopted).Should().Be(("77", true));
        handler.Requests.Select(request => request.Uri.AbsolutePath).Should().Equal("/status/systems", "/compute/x/jobs", "/compute/x/jobs", "/compute/x/jobs/77/metadata");
    }

    [Theory, SyncAndAsync]
    public async Task An_answer_within_the_limit_is_waited_for(Mode mode)
    {
        var serverTime = new SignallingTime(Latency);
        await using var hpc = await FirecrestEmulator.StartAsync(new() { TimeProvider = serverTime, Simulation = new() }, TestContext.Current.CancellationToken);
        using var client = hpc.CreateClient(new FirecrestClientOptions { TimeProvider = new FakeTimeProvider(serverTime.GetUtcNow()) });
        hpc.Faults.On("/status/systems").Delay(Latency);

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await serverTime.TimerMade.WaitAsync(TestLimit, TestContext.Current.CancellationToken);
        serverTime.Advance(TimeSpan.FromMinutes(1));
        call.IsCompleted.Should().BeFalse();
        serverTime.Advance(Latency);

        (await call.WaitAsync(TestLimit, TestContext.Current.CancellationToken)).Should().ContainSingle();
    }

    /// <summary>Tells when somebody begins to wait for a certain time.</summary>
    private sealed class SignallingTime(TimeSpan awaited) : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000))
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TimerMade => _made.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == awaited)
            {
                _made.TrySetResult();
            }

            return timer;
        }
    }
}
