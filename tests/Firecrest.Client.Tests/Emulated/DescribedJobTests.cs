using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>What a description says happens, or it is told: real processes, each kind of connection to the scheduler.</summary>
public sealed class DescribedJobTests
{
    private const string Bash = "#!/bin/bash\n";

    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    /// <summary>What ends a value early, or starts a command, where it is not quoted well.</summary>
    private static readonly Dictionary<string, string> Awkward = new()
    {
        ["COMMA"] = "a,b,c",
        ["DOUBLE"] = "say \"hi\"",
        ["SINGLE"] = "it's ''",
        ["LINES"] = "one\n#SBATCH --nodes=9\n\ntwo\n",
        ["DOS"] = "one\r\ntwo\r",
        ["COMMAND"] = "$(id) `id` $HOME ${PATH}",
        ["EMOJI"] = "🦅 Zürich 日本",
        ["BACKSLASH"] = "\\n \\' \\\\",
        ["EMPTY"] = "",
        ["_Blank1"] = " a  b\t",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<Mode, EmulatedConnection> Connections => new([Mode.Sync, Mode.Async], Enum.GetValues<EmulatedConnection>());

    [Theory, MemberData(nameof(Connections))]
    public async Task Variables_arrive_as_they_were_given(Mode mode, EmulatedConnection connection)
    {
        await using var hpc = await Start(connection);
        using var client = hpc.CreateClient();
        var script = Bash + string.Concat(Awkward.Keys.Select(name => $"printf '%s\\0' \"${name}\"\nprintenv -0 {name}\n"));
        var expected = string.Concat(Awkward.Values.Select(value => $"{value}\0{value}\0"));

        (await Run(mode, hpc, client, JobDescription.FromScript(script, hpc.HomeDirectory) with { Environment = Awkward })).Should().Be(expected);
    }

    [Theory, SyncAndAsync]
    public async Task Directives_of_the_description_are_read_by_the_scheduler(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Ssh);
        using var client = hpc.CreateClient();
        var description = JobDescription.FromScript(Bash + "#SBATCH -n 2 --time=5\necho $SLURM_NTASKS $SLURM_NNODES $SLURM_JOB_NAME\n", hpc.HomeDirectory) with
        {
            Name = "described",
            Nodes = 3,
            TimeLimit = TimeSpan.FromMinutes(90),
        };

        (await Run(mode, hpc, client, description)).Should().Be("2 3 described\n");
        (await client.PollAsync(hpc.SystemName, cancellationToken: Cancelled))[0].TimeLimit.Should().Be(TimeSpan.FromMinutes(90));
    }

    [Theory, SyncAndAsync]
    public async Task Over_REST_the_request_carries_what_the_directives_say(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Rest);
        using var client = hpc.CreateClient();
        var description = JobDescription.FromScript(Bash + "#SBATCH -J own -p part02 -o own-%j.txt --chdir=/elsewhere\necho $SLURM_JOB_NAME $SLURM_JOB_PARTITION\n", hpc.HomeDirectory);

        (await Run(mode, hpc, client, description)).Should().Be("own part02\n");
        (await Run(mode, hpc, client, description with { Name = "given" })).Should().Be("given part02\n");
        (await Run(mode, hpc, client, description with { Name = "given", DirectiveConflicts = DirectiveConflict.ScriptWins })).Should().Be("own part02\n");
    }

    public static MatrixTheoryData<Mode, EmulatedConnection> OverRest => new([Mode.Sync, Mode.Async], [EmulatedConnection.Rest, EmulatedConnection.Hybrid]);

    [Theory, MemberData(nameof(OverRest))]
    public async Task Over_REST_what_only_a_directive_can_say_is_refused_unless_that_is_accepted(Mode mode, EmulatedConnection connection)
    {
        await using var hpc = await Start(connection);
        using var client = hpc.CreateClient();
        var description = JobDescription.FromScript(Bash + "#SBATCH --qos=high\necho run\n", hpc.HomeDirectory) with { TimeLimit = TimeSpan.FromHours(1) };

        var refusal = await FluentActions.Awaiting(() => Submit(mode, hpc, client, description)).Should().ThrowAsync<FirecrestNotSupportedException>();

        refusal.Which.Message.Should().Contain("TimeLimit (--time)").And.Contain("--qos").And.Contain("AcceptIgnoredDirectives");
        hpc.Journal.Requests.Should().NotContain(request => request.Method == "POST" && request.Path.EndsWith("/jobs", StringComparison.Ordinal));
        (await Run(mode, hpc, client, description, new() { AcceptIgnoredDirectives = true })).Should().Be("run\n");
    }

    [Theory, MemberData(nameof(Connections))]
    public async Task A_script_on_the_system_runs(Mode mode, EmulatedConnection connection)
    {
        await using var hpc = await Start(connection);
        using var client = hpc.CreateClient();
        var script = await Upload(hpc, "job.sh", Bash + "echo \"$SLURM_JOB_NAME $GREETING\"\n");
        var description = JobDescription.FromRemoteScript(script, hpc.HomeDirectory) with { StandardOutput = "out.txt", Environment = new Dictionary<string, string> { ["GREETING"] = "hello there" } };

        (await Run(mode, hpc, client, description)).Should().Be("job.sh hello there\n");

        Sent(hpc).Should().Contain(connection == EmulatedConnection.Rest ? "/ops/download" : "/compute/").And.HaveCount(connection == EmulatedConnection.Rest ? 2 : 1);
    }

    [Theory, SyncAndAsync]
    public async Task A_script_on_the_system_is_read_where_the_scheduler_alone_would_do_something_else(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Ssh);
        using var client = hpc.CreateClient();
        var script = await Upload(hpc, "my job.sh", Bash + "#SBATCH -n 1\necho $SLURM_NTASKS \"$COMMA\" \"$SLURM_JOB_NAME\"\n");
        var plain = await Upload(hpc, "job.sh", Bash + "#SBATCH -n 1 -J own\necho $SLURM_NTASKS \"$COMMA\" \"$SLURM_JOB_NAME\"\n");

        (await Run(mode, hpc, client, JobDescription.FromRemoteScript(script, hpc.HomeDirectory))).Should().Be("1  my job.sh\n");
        (await Run(mode, hpc, client, JobDescription.FromRemoteScript(plain, hpc.HomeDirectory) with { Tasks = 5, Environment = Awkward })).Should().Be("5 a,b,c own\n");
        (await Run(mode, hpc, client, JobDescription.FromRemoteScript(plain, hpc.HomeDirectory), new() { IdempotencyKey = "one" })).Should().Be("1  own\n");
        (await Submit(mode, hpc, client, JobDescription.FromRemoteScript(plain, hpc.HomeDirectory), new() { IdempotencyKey = "one" })).WasAdopted.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_script_on_the_system_whose_answer_was_lost_is_never_submitted_twice(Mode mode)
    {
        await using var hpc = await FirecrestEmulator.StartAsync(new() { Simulation = new() }, Cancelled);
        using var client = hpc.CreateClient(new() { TimeProvider = new InstantTime(), NetworkTimeout = InstantTime.NeverStrikes });
        var script = await Upload(hpc, "job.sh", Bash);
        hpc.Faults.On(HttpMethod.Post, "/compute/*/jobs").Times(2).DropAfter();
        var description = JobDescription.FromRemoteScript(script, hpc.HomeDirectory);

        var failure = await FluentActions.Awaiting(() => Submit(mode, hpc, client, description)).Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        var named = await Submit(mode, hpc, client, description, new() { KeyInName = true });

        failure.Which.UndecidedJobIds.Should().Equal("1");
        (named.JobId, named.WasAdopted).Should().Be(("2", true));
    }

    [Theory, SyncAndAsync]
    public async Task A_script_on_the_system_that_is_not_there_or_no_script_is_told(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Rest);
        using var client = hpc.CreateClient();
        var text = await Upload(hpc, "text", "no script");

        await FluentActions.Awaiting(() => Submit(mode, hpc, client, JobDescription.FromRemoteScript("/home/none.sh", hpc.HomeDirectory))).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => Submit(mode, hpc, client, JobDescription.FromRemoteScript(text, hpc.HomeDirectory))).Should().ThrowAsync<FirecrestException>().WithMessage("*text*#!*");
    }

    [Theory, SyncAndAsync]
    public async Task A_working_directory_that_is_missing_or_a_file_is_told_before(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Ssh);
        using var client = hpc.CreateClient();
        var file = await Upload(hpc, "file", "");
        var missing = JobDescription.FromScript(Bash + "echo\n", (RemotePath)hpc.HomeDirectory / "none");

        var failure = await FluentActions.Awaiting(() => Submit(mode, hpc, client, missing)).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => Submit(mode, hpc, client, missing with { WorkingDirectory = file })).Should().ThrowAsync<FirecrestException>().WithMessage("*file*elsewhere*");

        failure.Which.Message.Should().Contain("/none").And.Contain("elsewhere");
        failure.Which.MayHaveExecuted.Should().BeFalse();
        Sent(hpc).Should().BeEmpty();
        (await Submit(mode, hpc, client, missing, new() { CheckWorkingDirectory = false })).JobId.Should().NotBeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_system_with_PBS_gets_its_own_directives(Mode mode)
    {
        using var handler = PbsServer();
        using var client = TestClient.Create(handler);
        var description = JobDescription.FromScript(Bash + "echo\n", "/w") with { Name = "mine", TimeLimit = TimeSpan.FromMinutes(5) };
        var options = new SubmitOptions { CheckWorkingDirectory = false };

        await mode.Run(() => client.Submit("pub", description, options), () => client.SubmitAsync("pub", description, options));

        var job = System.Text.Json.Nodes.JsonNode.Parse(handler.Requests[^1].Body)!["job"]!;
        job["script"]!.ToString().Should().StartWith(Bash + "#PBS -N mine\n#PBS -l walltime=00:05:00\n# firecrest-key: ");
        job["name"]!.ToString().Should().Be("mine");
        job["standardOutput"].Should().BeNull("PBS has its own names for output");
    }

    [Theory, SyncAndAsync]
    public async Task A_plain_script_is_submitted_to_PBS_without_the_names_of_Slurm(Mode mode)
    {
        using var handler = PbsServer();
        using var client = TestClient.Create(handler);
        var options = new SubmitOptions { CheckWorkingDirectory = false };
        var description = JobDescription.FromScript(Bash + "echo\n", "/w");

        await mode.Run(() => client.Submit("pub", description, options), () => client.SubmitAsync("pub", description, options));
        await mode.Run(() => client.Submit("pub", description, options), () => client.SubmitAsync("pub", description, options));

        handler.Requests.Select(request => request.Method).Should().Equal("GET", "POST", "POST");
        handler.Requests[1].Body.Should().NotContain("slurm-");
    }

    private static StubHandler PbsServer() => new(request => request.Method == "POST"
        ? StubHandler.Json("""{"jobId":"7"}""", System.Net.HttpStatusCode.Created)
        : StubHandler.Json("""{"systems":[{"name":"pub","ssh":{"host":"h","port":22},"scheduler":{"type":"pbs","version":"23"},"probing":{},"fileSystems":[],"dataOperation":{}}]}"""));

    /// <summary>What was sent to submit, or to read a script.</summary>
    private static List<string> Sent(FirecrestEmulator hpc)
        => [.. hpc.Journal.Requests.Select(request => $"{request.Method} {request.Path}").Where(request => request.EndsWith("/ops/download", StringComparison.Ordinal) || (request.StartsWith("POST /compute", StringComparison.Ordinal)))
            .Select(request => request.Contains("/ops/download", StringComparison.Ordinal) ? "/ops/download" : "/compute/")];

    private static async Task<RemotePath> Upload(FirecrestEmulator hpc, string name, string text)
    {
        var path = (RemotePath)hpc.HomeDirectory / name;
        await File.WriteAllBytesAsync(hpc.GetLocalPath(path.ToString()), Encoding.UTF8.GetBytes(text), Cancelled);
        return path;
    }

    private static Task<JobHandle> Submit(Mode mode, FirecrestEmulator hpc, FirecrestClient client, JobDescription job, SubmitOptions? options = null)
        => mode.Run(() => client.Submit(hpc.SystemName, job, options ?? new()), () => client.SubmitAsync(hpc.SystemName, job, options ?? new()));

    private static async Task<string> Run(Mode mode, FirecrestEmulator hpc, FirecrestClient client, JobDescription job, SubmitOptions? options = null)
    {
        var handle = await Submit(mode, hpc, client, job, options);
        (await handle.WaitForCompletionAsync(Quick, Cancelled)).EnsureSucceeded();
        return job.StandardOutput is { } output
            ? await File.ReadAllTextAsync(hpc.GetLocalPath(((RemotePath)hpc.HomeDirectory / output).ToString()), Cancelled)
            : await File.ReadAllTextAsync(hpc.GetLocalPath((await handle.GetOutputPathsAsync(Cancelled)).StandardOutput.ToString()), Cancelled);
    }

    private static Task<FirecrestEmulator> Start(EmulatedConnection connection) => FirecrestEmulator.StartAsync(new() { Connection = connection }, Cancelled);
}
