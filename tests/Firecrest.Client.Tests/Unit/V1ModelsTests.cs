using Firecrest.Client.Http;
using Firecrest.Client.V1;
using Firecrest.Client.V1.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What the recorded results of FirecREST v1 are read as.</summary>
public sealed class V1ModelsTests
{
    [Fact]
    public void Jobs_in_the_queue_have_their_swapped_times_put_right()
    {
        var jobs = Result("compute/jobs-array-pending-failed-task", ComputeRequests.GetJobs("cluster", null));

        jobs.Select(job => job.JobId).Should().Equal("16", "13_1", "13_2");
        var waiting = jobs[0];
        (waiting.State, waiting.Reason, waiting.NodeList).Should().Be((JobState.Pending, "BeginTime", ""));
        var running = jobs[1];
        running.StartTime.Should().Be(new DateTime(2026, 11, 22, 16, 37, 11));
        running.Elapsed.Should().Be(TimeSpan.FromSeconds(5));
        running.TimeLeft.Should().Be(new TimeSpan(0, 4, 55));
        running.OutputFile.ToString().Should().Be("/home/test1/more/arr-13_1.out");
        running.ScriptFile!.Value.Name.Should().Be("my_job.sh");
        (running.NodeCount, running.NodeList, running.Reason).Should().Be((1, "nid001", null));
    }

    [Fact]
    public void Accounting_tells_ends_exit_codes_and_words_for_nothing()
    {
        var jobs = Result("compute/acct-array-pending-failed-task", ComputeRequests.GetJobAccounting("cluster", null));

        jobs.Select(job => job.JobId).Should().Equal("13_1", "13_2", "15", "16");
        (jobs[2].State, jobs[2].ExitCode, jobs[2].Signal).Should().Be((JobState.Failed, 3, 0));
        jobs[2].EndTime.Should().Be(new DateTime(2026, 11, 22, 16, 37, 12));
        (jobs[3].StartTime, jobs[3].EndTime, jobs[3].NodeList).Should().Be((null, null, ""));
        jobs[0].Elapsed.Should().Be(TimeSpan.FromSeconds(9));
        jobs[0].CpuTime.Should().Be(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("compute/acct-id-never-seen-task")]
    [InlineData("compute/jobs-of-a-job-that-ended-seconds-ago-task")]
    public void An_empty_list_may_be_an_object(string name)
    {
        Result(name, ComputeRequests.GetJobAccounting("cluster", null)).Should().BeEmpty();
        Result(name, ComputeRequests.GetJobs("cluster", null)).Should().BeEmpty();
    }

    [Fact]
    public void A_submitted_job_has_its_files()
    {
        var job = Result("compute/submit-by-upload-task", ComputeRequests.SubmitJobByPath("cluster", new() { TargetPath = "/x" }));

        (job.JobId, job.Result, job.ToString()).Should().Be(("1", "Job submitted", "1"));
        job.OutputFile.ToString().Should().Be("/home/test1/firecrest/39c2ed7cdb4067948b6da516b8d3249a/slurm-1.out");
        job.ErrorFile.ToString().Should().Be(job.OutputFile.ToString());
    }

    [Fact]
    public void Nodes_partitions_and_reservations_are_lists()
    {
        var nodes = Result("compute/nodes-task", ComputeRequests.GetNodes("cluster", null));
        nodes.Select(node => node.ToString()).Should().StartWith(["nid001 IDLE", "nid002 IDLE"]);
        nodes[1].Features.Should().Equal("f7t", "gpu");
        nodes[0].Partitions.Should().Equal("part01", "xfer");
        Result("compute/one-node-task", ComputeRequests.GetNode("cluster", "nid002")).Should().ContainSingle().Which.Name.Should().Be("nid002");

        var partitions = Result("compute/partitions-task", ComputeRequests.GetPartitions("cluster", null));
        (partitions[0].Name, partitions[0].IsUp, partitions[0].CpuCount, partitions[0].NodeCount, partitions[0].IsDefault).Should().Be(("part01", true, 32, 2, true));
        partitions[1].IsDefault.Should().BeFalse();
        Result("compute/partitions-unknown-task", ComputeRequests.GetPartitions("cluster", null)).Should().BeEmpty();

        var reservation = Result("reservations/compute-reservations-task", ComputeRequests.GetReservations("cluster", null)).Should().ContainSingle().Which;
        (reservation.Name, reservation.State, reservation.NodeList).Should().Be(("testrsvok01", "INACTIVE", "nid001"));
        reservation.EndTime.Should().Be(new DateTime(2026, 11, 23, 13, 35, 2));
        reservation.Features.Should().Equal("f7t");
    }

    [Fact]
    public void Reservations_of_those_who_manage_them_keep_all_details()
    {
        var reservation = Read("reservations/list", ReservationsRequests.GetReservations("cluster")).Should().ContainSingle().Which;

        (reservation.Name, reservation.NodeCount, reservation.CoreCount, reservation.Accounts, reservation.Users).Should().Be(("testrsvok01", 1, 16, "test", null));
        reservation.StartTime.Should().Be(new DateTime(2026, 11, 23, 12, 35, 2));
        reservation.Details["watts"].Should().Be("n/a");
        Read("reservations/list-empty", ReservationsRequests.GetReservations("cluster")).Should().BeEmpty();
    }

    [Fact]
    public void Status_tells_services_systems_and_file_systems()
    {
        Read("status/services", StatusRequests.GetServices(null)).Should().HaveCount(6).And.OnlyContain(service => service.IsAvailable && service.StatusCode == 200);
        Read("status/one-service", StatusRequests.GetService("compute", null)).Name.Should().Be("compute");
        Read("status/systems", StatusRequests.GetSystems(null)).Where(system => system.IsAvailable).Should().ContainSingle().Which.Name.Should().Be("cluster");
        Read("status/system-that-is-down", StatusRequests.GetSystem("offline", null)).IsAvailable.Should().BeFalse();
        Read("status/system-the-user-may-not-use", StatusRequests.GetSystem("restricted", null)).Description.Should().Be("System does not accept connections");
        Read("status/filesystems", StatusRequests.GetFileSystems(null))["cluster"].Select(file => file.Path.ToString()).Should().Equal("/home", "/scratch", "/project");
        Read("status/filesystems-of-a-system-that-is-down", StatusRequests.GetSystemFileSystems("offline", null)).Should().ContainSingle().Which.IsAvailable.Should().BeFalse();
    }

    [Fact]
    public void Parameters_tell_the_version_and_the_limits()
    {
        var parameters = Read("status/parameters", StatusRequests.GetParameters(null));

        parameters.ServerVersion.Should().Be(new Version(1, 16, 6));
        parameters.Find("UTILITIES_MAX_FILE_SIZE").Should().Be("5");
        parameters.Find("NOPE").Should().BeNull();
        parameters.FileSystems["cluster"].Should().Equal("/home", "/scratch", "/project");
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("not defined")]
    [InlineData("")]
    public void A_version_that_is_none_is_unknown(string value)
        => new ServerParameters { General = [new() { Name = "FIRECREST_VERSION", Value = value }] }.ServerVersion.Should().BeNull();

    [Theory]
    [InlineData("0:06", 6)]
    [InlineData("02:03:04", 7384)]
    [InlineData("1-00:00:01", 86401)]
    [InlineData("UNLIMITED", null)]
    [InlineData("INVALID", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Durations_are_read_as_Slurm_writes_them(string? text, int? seconds)
        => V1.Wire.SlurmDuration.Parse(text).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Theory]
    [InlineData("2026-11-22T17:37:00", 1)]
    [InlineData("2026-11-22T16:37:04", 0)]
    [InlineData("2026-11-22T22:07:09", 5.5)]
    [InlineData("2026-11-29T16:37:04", 0)]
    public void The_zone_of_the_server_is_what_lies_between_its_task_and_its_answer(string updated, double hours)
    {
        var task = new TaskInfo
        {
            TaskId = "1",
            UpdatedAt = DateTime.Parse(updated, System.Globalization.CultureInfo.InvariantCulture),
            ToldAt = new DateTimeOffset(2026, 11, 22, 16, 37, 10, TimeSpan.Zero),
        };

        ServerClock.OffsetOf(task).Should().Be(TimeSpan.FromHours(hours));
    }

    /// <summary>Reads the end of a task by the ticket that its operation gives.</summary>
    private static T Result<T>(string name, ApiRequest<TaskTicket<T>> request)
    {
        var ticket = Recorded.Parse("""{"success":"Task created","task_id":"1"}""", request);
        return ticket.Read(Read(name, TasksRequests.GetTask("1")));
    }

    private static T Read<T>(string name, ApiRequest<T> request) => Recorded.Parse(Fixture.Load("v1/" + name).Body, request);
}
