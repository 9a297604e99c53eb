using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>An array whose tasks end in different ways and at different times.</summary>
public sealed class ArrayJobTests
{
    private static readonly WaitOptions EachMinute = new() { Schedule = PollSchedule.Every(TimeSpan.FromMinutes(1)) };

    [Theory, SyncAndAsync]
    public async Task An_array_is_over_with_its_last_task_and_each_task_tells_its_own_end(Mode mode)
    {
        var time = new InstantTime();
        await using var hpc = await FirecrestEmulator.StartAsync(
            new() { TimeProvider = time, Simulation = new() { Choose = job => Plan(job.ArrayIndex!.Value) } }, TestContext.Current.CancellationToken);
        using var client = hpc.CreateClient(new() { TimeProvider = time, NetworkTimeout = InstantTime.NeverStrikes });
        var array = await client.SubmitAsync(
            hpc.SystemName, JobDescription.FromScript("#!/bin/bash\n#SBATCH --array=1-5 --time=1-0\ntrue\n", hpc.HomeDirectory), TestContext.Current.CancellationToken);
        var began = time.GetUtcNow();
        var counts = new List<string>();
        Func<JobInfo, bool> note = job =>
        {
            counts.Add(job.ArrayStatus!.ToString());
            return false;
        };

        var done = await mode.Run(() => array.WaitFor(note, EachMinute), () => array.WaitForAsync(note, EachMinute));

        (time.GetUtcNow() - began).Should().BeCloseTo(TimeSpan.FromMinutes(51), TimeSpan.FromMinutes(2), "task 5 runs that long");
        counts.Distinct().Should().Equal(
            "5 Pending", "5 Running", "4 Running, 1 Succeeded", "3 Running, 1 Succeeded, 1 Failed", "2 Running, 1 Succeeded, 2 Failed", "1 Running, 1 Succeeded, 2 Failed, 1 NodeFailure");
        done.ArrayTasks.Select(task => (task.JobId, task.State.Value, task.ExitCode, task.Signal)).Should().Equal(
            ("1_1", "COMPLETED", 0, 0), ("1_2", "FAILED", 3, 0), ("1_3", "FAILED", 0, 9), ("1_4", "NODE_FAIL", 1, 0), ("1_5", "OUT_OF_MEMORY", 0, 125));
        done.Invoking(job => job.EnsureSucceeded()).Should().Throw<JobFailedException>();
        (done.ArrayStatus!.Total, done.ArrayStatus.Unfinished, done.ArrayStatus.Succeeded, done.ArrayStatus.Unsuccessful).Should().Be((5, 0, 1, 4));
    }

    private static SimulatedJob Plan(int index) => new()
    {
        Phases = [new("PENDING", TimeSpan.FromMinutes(1)), new("RUNNING", TimeSpan.FromMinutes(10 * index))],
        FinalState = index switch { 4 => "NODE_FAIL", 5 => "OUT_OF_MEMORY", _ => null },
        ExitCode = index switch { 2 => 3, 4 => 1, _ => 0 },
        Signal = index switch { 3 => 9, 5 => 125, _ => 0 },
    };
}
