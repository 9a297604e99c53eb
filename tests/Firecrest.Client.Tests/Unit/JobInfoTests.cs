namespace Firecrest.Client.Tests.Unit;

public sealed class JobInfoTests
{
    [Theory]
    [InlineData("COMPLETED", null)]
    [InlineData("COMPLETED", 0)]
    [InlineData("F", 0)]
    [InlineData("C", 0)]
    public void A_job_that_succeeded_is_given_back(string state, int? exitCode)
    {
        var job = Job(state) with { ExitCode = exitCode };

        job.EnsureSucceeded().Should().BeSameAs(job);
    }

    [Theory]
    [InlineData("FAILED", 3, 0, "NonZeroExitCode", "Job 5 'sim' ended FAILED (exit code 3), reason NonZeroExitCode.")]
    [InlineData("FAILED", 0, 11, "None", "Job 5 'sim' ended FAILED (signal 11).")]
    [InlineData("CANCELLED by 5001", 0, 0, null, "Job 5 'sim' ended CANCELLED by 5001.")]
    [InlineData("TIMEOUT", null, null, "", "Job 5 'sim' ended TIMEOUT.")]
    [InlineData("OUT_OF_MEMORY", 125, null, null, "Job 5 'sim' ended OUT_OF_MEMORY (exit code 125).")]
    [InlineData("F", 1, null, null, "Job 5 'sim' ended F (exit code 1).")]
    [InlineData("F", null, null, null, "Job 5 'sim' ended F.")]
    public void A_job_that_failed_tells_how(string state, int? exitCode, int? signal, string? reason, string message)
    {
        var job = Job(state) with { ExitCode = exitCode, Signal = signal, StateReason = reason };

        var failure = FluentActions.Invoking(job.EnsureSucceeded).Should().Throw<JobFailedException>().WithMessage(message).Which;

        failure.Job.Should().BeSameAs(job);
        failure.MayHaveExecuted.Should().BeFalse();
    }

    [Theory]
    [InlineData("RUNNING", "Job 5 is RUNNING and not over yet; wait for its completion first.")]
    [InlineData("COMPLETED,COMPLETING", "Job 5 is COMPLETED,COMPLETING and not over yet; wait for its completion first.")]
    [InlineData("PENDING", "*not over yet*")]
    [InlineData("R", "*not over yet*")]
    [InlineData("", "*not over yet*")]
    public void A_job_that_is_not_over_has_neither_succeeded_nor_failed(string state, string message)
        => FluentActions.Invoking(Job(state).EnsureSucceeded).Should().Throw<InvalidOperationException>().WithMessage(message);

    [Theory]
    [InlineData("F", 0, JobCategory.Succeeded)]
    [InlineData("F", 271, JobCategory.Failed)]
    [InlineData("C", null, JobCategory.Unknown)]
    [InlineData("R", 0, JobCategory.Running)]
    [InlineData("COMPLETED", null, JobCategory.Succeeded)]
    [InlineData("TIMEOUT", 0, JobCategory.TimedOut)]
    public void The_exit_code_tells_what_a_letter_for_every_end_means(string state, int? exitCode, JobCategory category)
        => (Job(state) with { ExitCode = exitCode }).Category.Should().Be(category);

    [Theory]
    [InlineData(null, JobCategory.Cancelled)]
    [InlineData(0, JobCategory.Cancelled)]
    [InlineData(5, JobCategory.Succeeded)]
    public void A_job_of_PBS_that_was_deleted_in_the_queue_has_not_succeeded(int? seconds, JobCategory category)
    {
        var job = Job("F") with { ExitCode = 0, StartTime = null, Elapsed = seconds is { } ran ? TimeSpan.FromSeconds(ran) : null };

        job.Category.Should().Be(category);
        job.State.IsTerminal.Should().BeTrue();
    }

    [Fact]
    public void The_tasks_of_an_array_are_counted_by_category()
    {
        string[] rows = ["5_1 COMPLETED", "5_2 FAILED", "5_3 RUNNING", "5_4 CANCELLED by 1", "5_[5-10%2] PENDING"];
        var status = (Job("RUNNING") with { ArrayTasks = [.. rows.Select(row => Job(row.Split(' ', 2)[1]) with { JobId = row.Split(' ')[0] })] }).ArrayStatus!;

        (status.Total, status.Unfinished, status.Succeeded, status.Unsuccessful).Should().Be((10, 7, 1, 2));
        (status.Count(JobCategory.Pending), status.Count(JobCategory.Running), status.Count(JobCategory.TimedOut)).Should().Be((6, 1, 0));
        status.ToString().Should().Be("6 Pending, 1 Running, 1 Succeeded, 1 Failed, 1 Cancelled");
        Job("RUNNING").ArrayStatus.Should().BeNull();
    }

    [Fact]
    public void A_job_prints_as_id_and_state() => Job("CANCELLED by 5001").ToString().Should().Be("5 CANCELLED by 5001");

    private static JobInfo Job(string state) => new() { JobId = "5", Name = "sim", State = new JobState(state), StartTime = DateTimeOffset.UnixEpoch };
}
