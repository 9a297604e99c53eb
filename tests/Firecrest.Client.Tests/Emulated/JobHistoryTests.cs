using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Lists of jobs, chosen by server or client, and commands beside jobs.</summary>
public sealed class JobHistoryTests
{
    private static readonly SimulatedJob Brief = new() { Phases = [new("RUNNING", TimeSpan.FromMinutes(1))] };

    public static MatrixTheoryData<EmulatedRelease, Mode> Releases => new(Enum.GetValues<EmulatedRelease>(), Enum.GetValues<Mode>());

    [Theory, MemberData(nameof(Releases))]
    public async Task Jobs_are_listed_by_name_account_and_time_whatever_the_server_ignores(EmulatedRelease release, Mode mode)
    {
        var time = new InstantTime();
        await using var hpc = await Start(time, new() { Release = release });
        using var client = Client(hpc, time);
        var old = await Submit(client, hpc, "one", "staff");
        time.Advance(TimeSpan.FromHours(10));
        var recent = await Submit(client, hpc, "one", "users");
        time.Advance(TimeSpan.FromMinutes(30));
        var running = await Submit(client, hpc, "two", "users");

        (await List(null)).Should().BeEquivalentTo(old, recent, running);
        (await List(new() { AllUsers = true })).Should().BeEquivalentTo(old, recent, running);
        (await List(new() { Name = "one" })).Should().BeEquivalentTo(old, recent);
        (await List(new() { Name = "one,two", Account = "users" })).Should().BeEquivalentTo(recent, running);
        (await List(new() { TimeWindow = JobsTimeWindow.OneHour })).Should().BeEquivalentTo(recent, running);
        (await List(new() { TimeWindow = JobsTimeWindow.OneHour, Name = "one" })).Should().BeEquivalentTo(recent);
        (await List(new() { TimeWindow = JobsTimeWindow.ThreeDays, Account = "staff" })).Should().BeEquivalentTo(old);
        (await List(new() { Name = "three" })).Should().BeEmpty();

        async Task<IEnumerable<string>> List(GetJobsOptions? options)
            => (await mode.Run(() => client.GetJobs(hpc.SystemName, options), () => client.GetJobsAsync(hpc.SystemName, options))).Select(job => job.JobId);
    }

    [Theory, SyncAndAsync]
    public async Task Jobs_of_all_users_are_listed_when_asked_for(Mode mode)
    {
        const string Own = """{"jobId":"1","name":"x","user":"me","status":{"state":"RUNNING"}}""";
        using var handler = new StubHandler(request => StubHandler.Json(request.Uri.Query.Contains("allusers=true", StringComparison.Ordinal)
            ? $$$"""{"jobs":[{{{Own}}},{"jobId":"2","name":"x","user":"you","status":{"state":"RUNNING"}},{"jobId":"3","name":"y","user":"you","status":{"state":"RUNNING"}}]}"""
            : $$$"""{"jobs":[{{{Own}}}]}"""));
        using var client = TestClient.Create(handler);

        (await Users(null)).Should().Equal("1 me");
        (await Users(new())).Should().Equal("1 me");
        (await Users(new() { AllUsers = true })).Should().Equal("1 me", "2 you", "3 you");
        (await Users(new() { AllUsers = true, Name = "x" })).Should().Equal("1 me", "2 you");

        async Task<IEnumerable<string>> Users(GetJobsOptions? options)
            => (await mode.Run(() => client.GetJobs("daint", options), () => client.GetJobsAsync("daint", options))).Select(job => $"{job.JobId} {job.User}");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_the_list_lacks_is_asked_for_by_its_id(Mode mode)
    {
        using var handler = new StubHandler(request => StubHandler.Json(request.Uri.AbsolutePath.EndsWith("/jobs/3", StringComparison.Ordinal)
            ? """{"jobs":[{"jobId":"3","status":{"state":"PENDING"}}]}"""
            : request.Uri.AbsolutePath == "/status/systems" ? """{"systems":[{"name":"daint","scheduler":{"type":"slurm","connectionMode":"ssh"}}]}"""
            : """{"jobs":[{"jobId":"1","status":{"state":"RUNNING"}},{"jobId":"2","status":{"state":"COMPLETED"}},{"jobId":"9","status":{"state":"RUNNING"}}]}"""));
        using var client = TestClient.Create(handler);
        string[] ids = ["1", "2", "3"];

        var jobs = await mode.Run(() => client.Poll("daint", ids), () => client.PollAsync("daint", ids));

        jobs.Select(job => job.ToString()).Should().Equal("1 RUNNING", "2 COMPLETED", "3 PENDING");
        handler.Requests.Select(request => request.PathAndQuery).Should().Equal("/compute/daint/jobs", "/status/systems", "/compute/daint/jobs/3");
    }

    [Theory, SyncAndAsync]
    public async Task What_a_server_does_not_tell_of_a_job_does_not_drop_it(Mode mode)
    {
        using var handler = new StubHandler(_ => StubHandler.Json("""{"jobs":[{"jobId":"1","status":{"state":"COMPLETED"}},{"jobId":"2","name":"y","account":"b","status":{"state":"COMPLETED"}}]}"""));
        using var client = TestClient.Create(handler);
        var options = new GetJobsOptions { Name = "x", Account = "a", TimeWindow = JobsTimeWindow.OneHour };

        var jobs = await mode.Run(() => client.GetJobs("daint", options), () => client.GetJobsAsync("daint", options));

        jobs.Select(job => job.JobId).Should().Equal("1");
    }

    [Theory, SyncAndAsync]
    public async Task A_command_runs_beside_a_job(Mode mode)
    {
        var time = new InstantTime();
        await using var hpc = await Start(time, new());
        using var client = Client(hpc, time);
        var job = client.GetJobHandle(hpc.SystemName, await Submit(client, hpc, "x", "staff"));

        await mode.Run(() => job.Attach("nvidia-smi > gpus.txt"), () => job.AttachAsync("nvidia-smi > gpus.txt"));

        hpc.Journal.Requests[^1].ToString().Should().Be($"PUT /compute/{hpc.SystemName}/jobs/{job.JobId}/attach 204");
    }

    [Theory, SyncAndAsync]
    public Task A_command_is_refused_over_rest(Mode mode) => Refuse(mode, EmulatedConnection.Rest);

    [Theory, SyncAndAsync]
    public Task A_command_is_refused_in_hybrid_mode(Mode mode) => Refuse(mode, EmulatedConnection.Hybrid);

    private static async Task Refuse(Mode mode, EmulatedConnection connection)
    {
        var time = new InstantTime();
        await using var hpc = await Start(time, new() { Connection = connection });
        using var client = Client(hpc, time);
        var job = client.GetJobHandle(hpc.SystemName, "7");

        var failure = await FluentActions.Awaiting(() => mode.Run(() => job.Attach("true"), () => job.AttachAsync("true"))).Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().ContainEquivalentOf($"in {connection} mode");
        hpc.Journal.Requests.Should().NotContain(request => request.Method == "PUT", "the server would say that it had worked");
    }

    private static Task<FirecrestEmulator> Start(InstantTime time, FirecrestEmulatorOptions options)
        => FirecrestEmulator.StartAsync(options with { TimeProvider = time, Simulation = new JobSimulation { Default = Brief } }, TestContext.Current.CancellationToken);

    private static FirecrestClient Client(FirecrestEmulator hpc, InstantTime time)
        => hpc.CreateClient(new FirecrestClientOptions { TimeProvider = time, NetworkTimeout = InstantTime.NeverStrikes });

    private static async Task<string> Submit(FirecrestClient client, FirecrestEmulator hpc, string name, string account)
        => (await client.SubmitAsync(hpc.SystemName, JobDescription.FromScript("#!/bin/bash\ntrue\n", hpc.HomeDirectory) with { Name = name, Account = account })).JobId;
}
