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
    public async Task A_submission_without_an_answer_in_time_is_unknown_although_it_was_never_handled(Mode mode)
    {
        var serverTime = new SignallingTime(Latency);
        var clientTime = new FakeTimeProvider(serverTime.GetUtcNow());
        await using var hpc = await FirecrestEmulator.StartAsync(new() { TimeProvider = serverTime, Simulation = new() }, TestContext.Current.CancellationToken);
        using var client = hpc.CreateClient(new FirecrestClientOptions { TimeProvider = clientTime });
        hpc.Faults.On(HttpMethod.Post, "/compute/*/jobs").Delay(Latency);
        var job = JobDescription.FromScript(SimulatedCluster.Script, hpc.HomeDirectory);

        var submit = mode.Run(() => client.Submit(hpc.SystemName, job), () => client.SubmitAsync(hpc.SystemName, job));
        await serverTime.TimerMade.WaitAsync(TestLimit, TestContext.Current.CancellationToken);
        clientTime.Advance(new FirecrestClientOptions().NetworkTimeout);

        var failure = (await FluentActions.Awaiting(() => submit.WaitAsync(TestLimit)).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        failure.InnerException.Should().BeOfType<FirecrestTimeoutException>();
        (await client.PollAsync(hpc.SystemName)).Should().BeEmpty();
        hpc.Journal.Requests.Count(request => request.Method == "POST" && request.Path == $"/compute/{hpc.SystemName}/jobs").Should().Be(1);
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
