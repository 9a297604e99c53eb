using System.Text.Json;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What recorded answers about jobs are read as, in SSH and in REST mode.</summary>
public sealed class V2JobModelsTests
{
    private static readonly SubmitJobRequest Job = new() { WorkingDirectory = "/w", Script = "#!/bin/sh" };

    [Fact]
    public void A_running_job_is_read_with_everything()
    {
        var job = ReadOne("compute/job-by-id-running");

        var started = DateTimeOffset.FromUnixTimeSeconds(1795364388);
        job.Should().BeEquivalentTo(new JobInfo
        {
            JobId = "3",
            Name = "sample",
            State = JobState.Running,
            StateReason = "None",
            ExitCode = 0,
            Signal = 0,
            Elapsed = TimeSpan.FromSeconds(4),
            StartTime = started,
            EndTime = null,
            TimeLimit = TimeSpan.FromHours(1),
            Account = "staff",
            NodeCount = 1,
            NodeList = "nid001",
            Cluster = "cluster",
            Partition = "part01",
            Group = "users",
            User = "fireuser",
            KilledBy = null,
            WorkingDirectory = "/home/fireuser",
            Priority = 1,
            Steps =
            [
                new JobStep
                {
                    Id = "3.batch",
                    Name = "batch",
                    State = JobState.Running,
                    ExitCode = 0,
                    Signal = 0,
                    Elapsed = TimeSpan.FromSeconds(4),
                    StartTime = started,
                },
            ],
        });
        job.ToString().Should().Be("3 RUNNING");
    }

    [Theory]
    [InlineData("compute/completed-job", "COMPLETED", 0, 0)]
    [InlineData("compute/failed-job-exit-3", "FAILED", 3, 0)]
    [InlineData("compute/killed-by-a-signal", "FAILED", 0, 11)]
    [InlineData("compute-rest/exit-3-job-rest-view", "FAILED", 3, null)]
    [InlineData("compute-rest/signal-job-rest-view", "FAILED", null, 11)]
    public void An_ended_job_is_read_with_state_exit_code_and_signal(string name, string state, int? exitCode, int? signal)
    {
        var job = ReadOne(name);

        (job.State.Value, job.ExitCode, job.Signal ?? 0).Should().Be((state, exitCode, signal ?? 0));
        job.State.IsTerminal.Should().BeTrue();
        job.EndTime.Should().BeAfter(job.StartTime!.Value);
    }

    [Theory]
    [InlineData("compute/pending-job-resources", null)]
    [InlineData("compute-rest/job-by-id-rest", 0)]
    public void A_pending_job_has_no_times_nodes_or_steps(string name, int? exitCode)
    {
        var job = ReadOne(name);

        job.State.IsPending.Should().BeTrue();
        job.StateReason.Should().Be("Priority");
        job.ExitCode.Should().Be(exitCode);
        job.StartTime.Should().BeNull();
        job.EndTime.Should().BeNull();
        job.NodeList.Should().BeEmpty();
        job.Steps.Should().BeEmpty();
    }

    [Fact]
    public void A_job_cancelled_before_its_start_tells_by_whom_in_ssh_mode()
    {
        var job = ReadOne("compute/cancelled-before-start");

        job.State.Should().Be(JobState.Cancelled);
        job.State.Value.Should().Be("CANCELLED by 5001");
        job.StartTime.Should().BeNull();
        job.EndTime.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1795364417));
        (job.NodeCount, job.NodeList).Should().Be((0, ""), "Slurm writes 'None assigned'");
    }

    [Fact]
    public void A_job_cancelled_before_its_start_tells_by_whom_in_rest_mode()
    {
        var job = ReadOne("compute-rest/job-after-cancel-rest");

        job.State.Should().Be(JobState.Cancelled);
        job.KilledBy.Should().Be("fireuser");
        job.StartTime.Should().BeNull("4294967294 stands for none");
        job.EndTime.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1795364432));
        ReadOne("compute-rest/signal-job-rest-view").KilledBy.Should().BeNull("an empty name is none");
    }

    [Theory]
    [InlineData("compute/array-job-by-base-id-running", "10_1", "10_2")]
    [InlineData("compute/array-job-by-base-id-finished", "10_1", "10_2")]
    public void An_array_is_one_row_for_each_task(string name, params string[] ids)
        => Recorded.Read(name, ComputeRequests.GetJob("x", "10")).Select(job => job.JobId).Should().Contain(ids).And.OnlyHaveUniqueItems();

    [Fact]
    public void A_list_has_each_job_once()
        => Recorded.Read("compute/all-jobs", ComputeRequests.GetJobs("x", null)).Select(job => job.JobId).Should().HaveCount(2).And.OnlyHaveUniqueItems();

    [Fact]
    public void A_list_of_no_jobs_is_empty()
    {
        Recorded.Read("compute/list-by-account-none", ComputeRequests.GetJobs("x", null)).Should().BeEmpty();
        Recorded.Parse("""{"jobs":null}""", ComputeRequests.GetJobs("x", null)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("[\"RUNNING\"]", "RUNNING")]
    [InlineData("[\"RUNNING\",\"COMPLETING\"]", "RUNNING,COMPLETING")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("\"R\"", "R")]
    public void A_state_is_read_as_text_or_list(string json, string state)
    {
        var job = Recorded.Change("compute/pending-job-resources", ComputeRequests.GetJob("x", "12"), ("\"PENDING\"", json)).Single();

        job.State.Value.Should().Be(state);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("4294967294", null)]
    [InlineData("4294967295", null)]
    [InlineData("\"Unknown\"", null)]
    [InlineData("{\"set\":true}", null)]
    [InlineData("1", 1L)]
    [InlineData("1795364388", 1795364388L)]
    [InlineData("4294967293", 4294967293L)]
    public void A_time_that_is_not_set_is_none(string json, long? seconds)
    {
        var job = Recorded.Parse($$"""{"jobs":[{"jobId":"1","time":{"start":{{json}},"end":{{json}} } }]}""", ComputeRequests.GetJob("x", "1")).Single();

        DateTimeOffset? expected = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;
        (job.StartTime, job.EndTime).Should().Be((expected, expected));
    }

    [Fact]
    public void A_job_that_tells_nothing_but_its_id_has_defaults()
        => Recorded.Parse("""{"jobs":[{"jobId":17}]}""", ComputeRequests.GetJob("x", "17")).Single().Should().BeEquivalentTo(new JobInfo { JobId = "17" });

    [Theory]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("-1")]
    public void A_time_limit_that_is_not_positive_is_none(string json)
        => Recorded.Change("compute/pending-job-resources", ComputeRequests.GetJob("x", "12"), ("3600", json)).Single().TimeLimit.Should().BeNull();

    [Fact]
    public void Metadata_are_read()
    {
        Recorded.Read("compute/metadata-running-job", ComputeRequests.GetJobMetadata("x", "3")).Should().Equal(new JobMetadata
        {
            JobId = "3",
            Script = "#!/bin/bash\necho hello from $SLURM_JOB_ID; sleep 20; echo done\n",
            StandardInput = "/dev/null",
            StandardOutput = "/home/fireuser/sample-3.out",
            StandardError = "/home/fireuser/sample-3.err",
        });
        Recorded.Read("compute/another-users-metadata", ComputeRequests.GetJobMetadata("x", "4")).Single().Script.Should().BeEmpty();
    }

    [Theory]
    [InlineData("compute/submit", "3")]
    [InlineData("compute-rest/submit-rest", "21")]
    [InlineData("compute-rest/submit-hybrid", "23")]
    public void A_submission_gives_the_job_id(string name, string id)
        => Recorded.Read(name, ComputeRequests.SubmitJob("x", Job)).Should().Be(id);

    [Fact]
    public void A_job_id_is_read_as_a_number_too()
        => Recorded.Parse("""{"jobId":4711}""", ComputeRequests.SubmitJob("x", Job)).Should().Be("4711");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jobId":null}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[]")]
    public void A_submission_without_a_job_id_cannot_be_read(string body)
        => FluentActions.Invoking(() => Recorded.Parse(body, ComputeRequests.SubmitJob("x", Job))).Should().Throw<JsonException>();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_job_id_is_none(string id)
        => FluentActions.Invoking(() => Recorded.Parse($$"""{"jobId":"{{id}}"}""", ComputeRequests.SubmitJob("x", Job))).Should().Throw<JsonException>();

    private static JobInfo ReadOne(string name) => Recorded.Read(name, ComputeRequests.GetJob("x", "1")).Should().ContainSingle().Which;
}
