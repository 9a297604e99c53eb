using Firecrest.Emulator;

namespace Firecrest.Client.Tests.Network;

/// <summary>A program that is killed between its submission and the answer, and run again with the same key, has one job.</summary>
public sealed class KilledSubmissionTests
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_killed_program_that_runs_again_finds_its_job()
    {
        await using var hpc = await Start();
        hpc.Faults.On(HttpMethod.Post, "/compute/*/jobs").HoldAnswer();

        var killed = await ProbeProcess.Run(hpc, Taken(hpc), "submit", "run 7");
        var again = await ProbeProcess.Run(hpc, null, "submit", "run 7");
        var other = await ProbeProcess.Run(hpc, null, "submit", "run 8");

        killed.Output.Should().BeEmpty();
        killed.ExitCode.Should().NotBe(0);
        again.Should().Be(new ProbeResult(0, "1 adopted", ""));
        other.Should().Be(new ProbeResult(0, "2 created", ""));
        hpc.Journal.Requests.Count(request => request.Method == "POST" && request.Path.StartsWith("/compute/", StringComparison.Ordinal)).Should().Be(2);
        (await Jobs(hpc)).Should().BeEquivalentTo("1", "2");
    }

    /// <summary>Waits until the scheduler has the job, whose answer the program does not get.</summary>
    private async Task Taken(FirecrestEmulator hpc)
    {
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        while ((await Jobs(hpc)).Count == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<IReadOnlyList<string>> Jobs(FirecrestEmulator hpc)
    {
        using var client = hpc.CreateClient();
        return [.. (await client.PollAsync(hpc.SystemName, cancellationToken: TestContext.Current.CancellationToken)).Select(job => job.JobId)];
    }

    private Task<FirecrestEmulator> Start()
    {
        var simulation = new JobSimulation
        {
            Choose = _ =>
            {
                _arrived.TrySetResult();
                return new SimulatedJob { Phases = [new("RUNNING", TimeSpan.FromDays(2))] };
            },
        };
        return FirecrestEmulator.StartAsync(new() { Simulation = simulation }, TestContext.Current.CancellationToken);
    }
}
