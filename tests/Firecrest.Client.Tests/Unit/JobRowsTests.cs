using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Tests.Unit;

public sealed class JobRowsTests
{
    [Theory]
    [InlineData("PENDING", "RUNNING", "RUNNING")]
    [InlineData("RUNNING", "PENDING", "RUNNING")]
    [InlineData("COMPLETED", "RUNNING", "COMPLETED")]
    [InlineData("RUNNING", "FAILED", "FAILED")]
    [InlineData("COMPLETED", "FAILED", "COMPLETED")]
    public void Of_two_rows_for_a_job_the_one_further_along_counts(string first, string second, string kept)
        => JobRows.MergeDuplicates([Row("1", first), Row("2", "RUNNING"), Row("1", second)])
            .Select(row => row.ToString()).Should().Equal("1 " + kept, "2 RUNNING");

    [Theory]
    [InlineData("10", "10_1,10_2,10_[3-5]")]
    [InlineData("10_2", "10_2")]
    [InlineData("10_4", "10_4")]
    [InlineData("10_9", "")]
    [InlineData("1", "")]
    [InlineData("100", "100")]
    public void An_id_means_a_job_all_tasks_of_an_array_or_one(string id, string found)
        => Ids(JobRows.Matching(id, [Row("10_1", "RUNNING"), Row("10_2", "RUNNING"), Row("10_[3-5]", "PENDING"), Row("100", "RUNNING")])).Should().Be(found);

    [Theory]
    [InlineData("10", "10,11,10_3")]
    [InlineData("10_3", "10_3")]
    [InlineData("10_4", "")]
    public void All_rows_of_an_answer_are_for_the_base_id_asked_for(string id, string found)
        => Ids(JobRows.Answering(id, [Row("10", "RUNNING"), Row("11", "RUNNING"), Row("10_3", "RUNNING")])).Should().Be(found);

    [Fact]
    public void A_task_behind_a_list_that_is_cut_short_waits_unless_it_has_a_row()
    {
        var rows = new JobTable([Row("10_1", "RUNNING"), Row("10_44", "COMPLETED"), Row("10_[2,4,...]", "PENDING")]);

        string[] asked = ["10_1", "10_44", "10_45", "10_4", "10_3"];

        asked.Select(id => string.Join(',', rows.Matching(id))).Should().Equal("10_1 RUNNING", "10_44 COMPLETED", "10_45 PENDING", "10_4 PENDING", "");
    }

    /// <summary>The server asks accounting and queue at the same time, so that a task may start between the two.</summary>
    [Fact]
    public void A_tasks_own_row_counts_more_than_the_row_of_the_tasks_that_wait()
        => JobRows.Matching("10_4", [Row("10_[4-5]", "PENDING"), Row("10_4", "RUNNING")]).Single().State.Should().Be(JobState.Running);

    [Fact]
    public void A_job_of_one_row_is_that_row()
    {
        var row = Row("7", "RUNNING") with { Steps = [new JobStep { Id = "7.batch" }] };

        JobRows.Summarise("7", [row]).Should().BeSameAs(row);
    }

    [Theory]
    [InlineData("COMPLETED,RUNNING,PENDING,FAILED", "RUNNING")]
    [InlineData("COMPLETED,COMPLETED,PENDING,FAILED", "PENDING")]
    [InlineData("COMPLETED,CONFIGURING,PENDING,FAILED", "CONFIGURING")]
    [InlineData("COMPLETING,SUSPENDED,RUNNING", "RUNNING")]
    [InlineData("COMPLETED,FAILED,COMPLETED", "FAILED")]
    [InlineData("COMPLETED,CANCELLED by 5,FAILED", "CANCELLED by 5")]
    [InlineData("COMPLETED,COMPLETED", "COMPLETED")]
    [InlineData("COMPLETED", "COMPLETED")]
    public void An_array_is_summed_up_by_the_task_that_tells_most(string states, string state)
    {
        IReadOnlyList<JobInfo> rows = [.. states.Split(',').Select((name, index) => Row($"10_{index}", name) with { Steps = [new JobStep { Id = "s" }] })];

        var job = JobRows.Summarise("10", rows);

        job.JobId.Should().Be("10");
        job.State.Value.Should().Be(state);
        job.Steps.Should().BeEmpty();
        job.ArrayTasks.Should().BeSameAs(rows);
    }

    [Fact]
    public void An_array_in_rest_mode_whose_tasks_have_numbers_of_their_own_is_summed_up_too()
    {
        var rows = Recorded.Read("compute-rest/array-job-rest-view", ComputeRequests.GetJob("x", "10"));

        var job = JobRows.Summarise("10", [.. JobRows.Answering("10", rows)]);

        (job.JobId, job.State.Value).Should().Be(("10", "COMPLETED"));
        job.ArrayTasks.Should().HaveCount(2);
    }

    private static string Ids(IEnumerable<JobInfo> rows) => string.Join(',', rows.Select(row => row.JobId));

    private static JobInfo Row(string id, string state) => new() { JobId = id, State = new JobState(state) };
}
