using Firecrest.Client.V1;
using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Jobs on FirecREST v1 as the API has them, and what the helpers make of script files on the system.</summary>
public sealed class V1ComputeTests : IAsyncLifetime
{
    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    private readonly FakeTimeProvider _clusterTime = new(DateTimeOffset.UtcNow);
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string System => _hpc.SystemName;

    private RemotePath Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync()
    {
        var options = new FirecrestEmulatorOptions { TimeProvider = _clusterTime, V1 = new EmulatedV1Options { TaskDelay = TimeSpan.Zero } };
        _hpc = await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        _client = _hpc.Connect(Generation.V1);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_is_submitted_by_upload_or_by_path_and_told_by_its_task(Mode mode)
    {
        await Write("job.sh", "#!/bin/bash\necho $A\n");
        var upload = new SubmitJobByUploadRequest { Script = "#!/bin/bash\necho $A\n", FileName = "my job.sh", Environment = new Dictionary<string, string> { ["A"] = "up" } };
        var path = new SubmitJobByPathRequest { TargetPath = Home / "job.sh", Environment = new Dictionary<string, string> { ["A"] = "here" } };
        var compute = _client.V1.Compute;

        var uploaded = await Result(mode, await mode.Run(() => compute.SubmitJobByUpload(System, upload), () => compute.SubmitJobByUploadAsync(System, upload)));
        var found = await Result(mode, await mode.Run(() => compute.SubmitJobByPath(System, path), () => compute.SubmitJobByPathAsync(System, path)));

        uploaded.ScriptFile!.Value.Name.Should().Be("my_job.sh");
        found.ScriptFile.ToString().Should().Be($"{Home}/job.sh");
        (await Output(mode, uploaded.JobId)).Should().Be("up\n");
        (await Output(mode, found.JobId)).Should().Be("here\n");
    }

    [Theory, SyncAndAsync]
    public async Task A_script_file_is_run_by_path_only_where_that_does_what_is_asked(Mode mode)
    {
        const string Where = "#!/bin/bash\npwd | xargs basename\n";
        await mode.Run(() => _client.MakeDirectory(System, Home / "elsewhere"), () => _client.MakeDirectoryAsync(System, Home / "elsewhere"));
        await mode.Run(() => _client.MakeDirectory(System, Home / "scripts"), () => _client.MakeDirectoryAsync(System, Home / "scripts"));
        await Write("scripts/where.sh", Where);

        var here = await Submit(mode, JobDescription.FromRemoteScript(Home / "scripts/where.sh", Home / "scripts"));
        var there = await Submit(mode, JobDescription.FromRemoteScript(Home / "scripts/where.sh", Home / "elsewhere"));
        var named = await Submit(mode, JobDescription.FromRemoteScript(Home / "scripts/where.sh", Home / "scripts") with { Name = "named" });
        var sent = await Submit(mode, JobDescription.FromScript(Where, Home / "elsewhere"));

        Posts().Should().Equal("path", "upload", "upload", "upload");
        (await Ended(mode, here)).Should().Be(("where.sh", "scripts\n"));
        (await Ended(mode, there)).Should().Be(("where.sh", "elsewhere\n"));
        (await Ended(mode, named)).Should().Be(("named", "scripts\n"));
        (await Ended(mode, sent)).Should().Be(("job.sh", "elsewhere\n"));
    }

    [Theory]
    [InlineData(Mode.Sync, "-D")]
    [InlineData(Mode.Async, "-D")]
    [InlineData(Mode.Sync, "--chdir")]
    [InlineData(Mode.Async, "--chdir")]
    [InlineData(Mode.Sync, "--workdir")]
    [InlineData(Mode.Async, "--workdir")]
    public async Task A_script_file_with_a_directory_of_its_own_runs_in_the_one_that_is_asked_for(Mode mode, string option)
    {
        foreach (var name in new[] { "elsewhere", "scripts" })
        {
            await mode.Run(() => _client.MakeDirectory(System, Home / name), () => _client.MakeDirectoryAsync(System, Home / name));
        }

        await Write("scripts/where.sh", $"#!/bin/bash\n#SBATCH {option} {Home / "elsewhere"}\npwd | xargs basename\n");

        var job = await Submit(mode, JobDescription.FromRemoteScript(Home / "scripts/where.sh", Home / "scripts"));

        Posts().Should().Equal("upload");
        (await Ended(mode, job)).Should().Be(("where.sh", "scripts\n"));
    }

    [Theory, SyncAndAsync]
    public async Task A_working_directory_that_is_not_there_is_told_before(Mode mode)
    {
        await FluentActions.Awaiting(() => Submit(mode, JobDescription.FromScript("#!/bin/bash\n", Home / "nowhere"))).Should().ThrowAsync<FirecrestNotFoundException>();

        Posts().Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_name_that_would_shift_the_columns_of_accounting_is_refused(Mode mode)
    {
        await FluentActions.Awaiting(() => Submit(mode, JobDescription.FromScript("#!/bin/bash\n#SBATCH -J a|b\n", Home))).Should().ThrowAsync<ArgumentException>();

        Posts().Should().BeEmpty();
    }

    [Theory]
    [InlineData(Mode.Sync, 3)]
    [InlineData(Mode.Async, 3)]
    [InlineData(Mode.Sync, 4)]
    [InlineData(Mode.Async, 7)]
    public async Task Lists_come_page_by_page_to_their_end(Mode mode, int pageSize)
    {
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add((await Submit(mode, JobDescription.FromScript("#!/bin/bash\nsleep 1000\n", Home))).JobId);
        }

        var queue = new QueuedJobsOptions { PageSize = pageSize };
        var accounting = new JobAccountingOptions { PageSize = pageSize, JobIds = ids };
        var compute = _client.V1.Compute;

        (await All(mode, () => compute.EnumerateJobs(System, queue), () => compute.EnumerateJobsAsync(System, queue))).Select(job => job.JobId).Should().BeEquivalentTo(ids);
        (await All(mode, () => compute.EnumerateJobAccounting(System, accounting), () => compute.EnumerateJobAccountingAsync(System, accounting)))
            .Select(job => job.JobId).Should().BeEquivalentTo(ids);
        (await All(mode, () => compute.EnumerateJobs(System, queue with { PageNumber = 1 }), () => compute.EnumerateJobsAsync(System, queue with { PageNumber = 1 })))
            .Should().HaveCount(Math.Max(0, 6 - pageSize));
    }

    [Theory, SyncAndAsync]
    public async Task Jobs_of_everybody_are_told_without_their_files(Mode mode)
    {
        var job = await Submit(mode, JobDescription.FromScript("#!/bin/bash\nsleep 1000\n", Home));
        var options = new GetJobsOptions { AllUsers = true };

        (await mode.Run(() => _client.GetJobs(System, options), () => _client.GetJobsAsync(System, options))).Select(one => one.JobId).Should().Equal(job.JobId);
        var ticket = await _client.V1.Compute.GetJobsAsync(System, new() { UserJobs = false }, TestContext.Current.CancellationToken);
        (await Result(mode, ticket)).Should().ContainSingle().Which.OutputFile.Should().BeNull();
    }

    private static async Task<(string Name, string Output)> Ended(Mode mode, JobHandle job)
    {
        var done = await mode.Run(() => job.WaitForCompletion(Quick), () => job.WaitForCompletionAsync(Quick));
        return (done.Name, await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync()));
    }

    private async Task<string> Output(Mode mode, string jobId) => (await Ended(mode, _client.GetJobHandle(System, jobId))).Output;

    private Task<JobHandle> Submit(Mode mode, JobDescription job) => mode.Run(() => _client.Submit(System, job), () => _client.SubmitAsync(System, job));

    private Task<T> Result<T>(Mode mode, TaskTicket<T> ticket) => mode.Run(() => _client.V1.Tasks.WaitForCompletion(ticket), () => _client.V1.Tasks.WaitForCompletionAsync(ticket));

    private static Task<List<T>> All<T>(Mode mode, Func<IEnumerable<T>> sync, Func<IAsyncEnumerable<T>> async) => mode.Run(() => sync().ToList(), async () =>
    {
        var all = new List<T>();
        await foreach (var item in async())
        {
            all.Add(item);
        }

        return all;
    });

    private List<string> Posts()
        => [.. _hpc.Journal.Requests.Where(request => request.Path.StartsWith("/v1/compute/jobs/", StringComparison.Ordinal)).Select(request => request.Path.Split('/')[^1])];

    private Task Write(string name, string content) => File.WriteAllTextAsync(_hpc.GetLocalPath($"{Home}/{name}"), content, TestContext.Current.CancellationToken);
}
