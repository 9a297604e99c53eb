using System.Formats.Tar;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Moves, copies, deletions and archives on FirecREST v1: at once, and by jobs whose effect is proven.</summary>
public sealed class V1FileJobTests : IAsyncLifetime
{
    private FileCluster _hpc = null!;
    private SimulatedJob? _job;

    public static MatrixTheoryData<Mode, string> Operations => new(Enum.GetValues<Mode>(), ["move", "copy", "delete", "compress", "extract"]);

    private FirecrestClient Client => _hpc.Client;

    private string System => _hpc.System;

    private IReadOnlyList<string> Submissions => [.. _hpc.Requests.Where(request => request.Contains("/xfer-internal/", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start(choose: _ => _job, version: FirecrestApiVersion.V1);

    public ValueTask DisposeAsync() => _hpc.DisposeAsync();

    [Theory, MemberData(nameof(Operations))]
    public async Task What_the_server_can_do_at_once_needs_no_job(Mode mode, string operation)
    {
        Prepare();

        await Run(mode, operation);

        Check(operation);
        Submissions.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task What_takes_too_long_at_once_is_done_by_a_job(Mode mode, string operation)
    {
        Prepare();
        TimeOutOnce(operation);

        await Run(mode, operation);

        Check(operation);
        Submissions.Should().ContainSingle().Which.Should().EndWith(" 201");
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task What_failed_at_once_is_not_tried_by_a_job(Mode mode, string operation)
    {
        Prepare();
        var refused = Fixture.Load("v1/utilities/rm-no-permission");
        _hpc.Hpc.Faults.On("*/utilities/" + Command(operation)).AnswerStatus(400, refused.Body, new Dictionary<string, string> { ["X-Permission-Denied"] = "User does not have permissions to access path" });

        await FluentActions.Awaiting(() => Run(mode, operation)).Should().ThrowAsync<FirecrestPermissionException>();

        Submissions.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Mode.Sync, "move")]
    [InlineData(Mode.Async, "move")]
    [InlineData(Mode.Sync, "copy")]
    [InlineData(Mode.Async, "copy")]
    public async Task A_directory_that_was_cut_short_is_not_put_into_itself(Mode mode, string operation)
    {
        Prepare();
        Directory.Move(_hpc.Local("out"), _hpc.Local("tree"));
        TimeOutOnce(operation);

        var failure = (await FluentActions.Awaiting(() => Run(mode, operation, "tree")).Should().ThrowAsync<TransferFailedException>()).Which;

        failure.MayHaveExecuted.Should().BeTrue();
        failure.Message.Should().Contain("FileJobOptions.AsJob");
        failure.InnerException.Should().BeOfType<FirecrestCommandTimeoutException>();
        Submissions.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Mode.Sync, "move")]
    [InlineData(Mode.Async, "move")]
    [InlineData(Mode.Sync, "delete")]
    [InlineData(Mode.Async, "delete")]
    public async Task What_was_done_although_it_took_too_long_is_a_success(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On("*/utilities/" + Command(operation)).TimeOutAfter();

        await Run(mode, operation);

        Check(operation);
        Submissions.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_started_job_tells_itself_and_proves_its_effect_at_the_end(Mode mode, string operation)
    {
        Prepare();

        var started = await Start(mode, operation);

        started.ToString().Should().Be($"{System}/{started.Job.JobId}");
        started.ErrorLog.ToString().Should().MatchRegex($"^{_hpc.Home}/firecrest/[0-9a-f]+/job-{started.Job.JobId}\\.err$");
        await Wait(mode, started);
        Check(operation);
        Submissions.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_completed_without_its_effect_is_a_failure_with_its_complaint(Mode mode)
    {
        Prepare();
        _hpc.MakeDirectory("locked");
        _hpc.Permit("locked", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Fails(mode, () => Client.StartMoveAsync(System, _hpc.At("source"), _hpc.At("none/f")), "is still there", "mv: ");
        await Fails(mode, () => Client.StartCopyAsync(System, _hpc.At("source"), _hpc.At("locked/f")), "is not there", "Permission denied");
        await Fails(mode, () => Client.StartCompressAsync(System, _hpc.At("source"), _hpc.At("none/a.tgz")), "is not there", "tar");
        _hpc.Write("text.tgz", "no archive");
        await Fails(mode, () => Client.StartExtractAsync(System, _hpc.At("text.tgz"), _hpc.At("out")), "it complained", "tar");

        _hpc.Has("source").Should().BeTrue();
        _hpc.Permit("locked", FileCluster.All);
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_that_fails_is_a_failure(Mode mode, string operation)
    {
        Prepare();
        _job = new SimulatedJob { FinalState = "NODE_FAIL" };
        var started = await Start(mode, operation);

        var failure = (await FluentActions.Awaiting(() => Wait(mode, started)).Should().ThrowAsync<TransferFailedException>()).Which;

        failure.Message.Should().Contain("ended NODE_FAIL: ");
        failure.MayHaveExecuted.Should().BeTrue();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_that_the_scheduler_refuses_is_told_as_such(Mode mode, string operation)
    {
        Prepare();

        var failure = (await FluentActions.Awaiting(() => Start(mode, operation, account: "nope")).Should().ThrowAsync<FirecrestApiException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.SchedulerRefused);
        failure.Task!.State.Should().Be(V1.TaskState.Failed);
        Submissions.Should().ContainSingle("it is final");
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_task_whose_answer_was_lost_is_never_created_twice(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On("*/xfer-internal/*").Always().DropAfter();

        (await FluentActions.Awaiting(() => Start(mode, operation)).Should().ThrowAsync<FirecrestException>()).Which.MayHaveExecuted.Should().BeTrue();

        Submissions.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_whose_task_cannot_be_seen_may_run(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On(HttpMethod.Get, "/v1/tasks/*").Always().AnswerStatus(502);

        var failure = (await FluentActions.Awaiting(() => Start(mode, operation)).Should().ThrowAsync<TransferFailedException>()).Which;

        failure.MayHaveExecuted.Should().BeTrue();
        failure.IsTransient.Should().BeFalse("a repetition may do it twice");
        failure.Message.Should().MatchRegex("The server made task [0-9a-f]+ ");
        Submissions.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task What_is_missing_is_told_without_a_job(Mode mode, string operation)
    {
        await FluentActions.Awaiting(() => Start(mode, operation)).Should().ThrowAsync<FirecrestNotFoundException>();

        Submissions.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_name_that_the_server_refuses_costs_no_request(Mode mode, string operation)
    {
        foreach (var name in new[] { "R&D", "a(1)", "it's", "a;b", "a|b", "a`b", "a\\b", "a\"b", "a<b", "a\nb" })
        {
            await FluentActions.Awaiting(() => Start(mode, operation, name)).Should().ThrowAsync<ArgumentException>(name);
            await FluentActions.Awaiting(() => Run(mode, operation, name)).Should().ThrowAsync<ArgumentException>(name);
        }

        _hpc.Requests.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task What_this_generation_cannot_do_is_said_before_any_request(Mode mode)
    {
        string[] reasons =
        [
            await Reason(() => Client.Copy(System, "/s", "/t", new() { Dereference = true }), () => Client.CopyAsync(System, "/s", "/t", new() { Dereference = true })),
            await Reason(() => Client.Compress(System, "/s", "/t.tgz", new() { MatchPattern = ".*" }), () => Client.CompressAsync(System, "/s", "/t.tgz", new() { MatchPattern = ".*" })),
            await Reason(() => Client.Compress(System, "/s", "/t.tar.bz2"), () => Client.CompressAsync(System, "/s", "/t.tar.bz2")),
            await Reason(() => Client.Compress(System, "/s", "/t.tar"), () => Client.CompressAsync(System, "/s", "/t.tar")),
            await Reason(() => Client.Extract(System, "/s.tar.xz", "/d"), () => Client.ExtractAsync(System, "/s.tar.xz", "/d")),
        ];

        reasons.Should().OnlyContain(reason => reason.StartsWith("FirecREST v1 ", StringComparison.Ordinal));
        _hpc.Requests.Should().BeEmpty();

        async Task<string> Reason(Action sync, Func<Task> async)
            => (await FluentActions.Awaiting(() => mode.Run(sync, async)).Should().ThrowAsync<FirecrestNotSupportedException>()).Which.Message;
    }

    [Theory, SyncAndAsync]
    public async Task Other_archives_than_it_makes_are_taken_apart(Mode mode)
    {
        _hpc.MakeDirectory("out");
        Prepare();
        foreach (var name in new[] { "a.tar", "plain" })
        {
            File.Copy(_hpc.Local("source"), _hpc.Local(name));
            File.Delete(_hpc.Local("out/inside"));

            var options = new ExtractOptions { Compression = name == "plain" ? CompressionType.None : null };
            await mode.Run(() => Client.Extract(System, _hpc.At(name), _hpc.At("out"), options), () => Client.ExtractAsync(System, _hpc.At(name), _hpc.At("out"), options));

            _hpc.Has("out/inside").Should().BeTrue(name);
        }
    }

    private static string Command(string operation) => operation switch { "move" => "rename", "delete" => "rm", _ => operation };

    private void TimeOutOnce(string operation)
    {
        var late = Fixture.Load("v1/utilities/command-over-its-time");
        _hpc.Hpc.Faults.On("*/utilities/" + Command(operation)).AnswerStatus(late.StatusCode, late.Body, new Dictionary<string, string> { ["X-Timeout"] = "Command has finished with timeout signal" });
    }

    /// <summary>A source for every operation: a file, which is an archive.</summary>
    private void Prepare()
    {
        _hpc.MakeDirectory("out");
        using var file = File.Create(_hpc.Local("source"));
        using var archive = new TarWriter(file);
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "inside") { DataStream = new MemoryStream("content"u8.ToArray()) });
    }

    private void Check(string operation)
    {
        _hpc.Has("source").Should().Be(operation is not ("move" or "delete"));
        _hpc.Has(operation switch { "extract" => "out/inside", "delete" => "out", _ => "target.tgz" }).Should().BeTrue();
    }

    private Task Run(Mode mode, string operation, string name = "source")
    {
        var (source, target, directory) = (_hpc.At(name), _hpc.At("target.tgz"), _hpc.At("out"));
        var extract = new ExtractOptions { Compression = CompressionType.None };
        return operation switch
        {
            "move" => mode.Run(() => Client.Move(System, source, target), () => Client.MoveAsync(System, source, target)),
            "copy" => mode.Run(() => Client.Copy(System, source, target), () => Client.CopyAsync(System, source, target)),
            "delete" => mode.Run(() => Client.Delete(System, source), () => Client.DeleteAsync(System, source)),
            "compress" => mode.Run(() => Client.Compress(System, source, target), () => Client.CompressAsync(System, source, target)),
            _ => mode.Run(() => Client.Extract(System, source, directory, extract), () => Client.ExtractAsync(System, source, directory, extract)),
        };
    }

    private Task<TransferJobHandle> Start(Mode mode, string operation, string name = "source", string? account = null)
    {
        var (source, target, directory) = (_hpc.At(name), _hpc.At("target.tgz"), _hpc.At("out"));
        var extract = new ExtractOptions { Account = account, Compression = CompressionType.None };
        return operation switch
        {
            "move" => mode.Run(() => Client.StartMove(System, source, target, new() { Account = account }), () => Client.StartMoveAsync(System, source, target, new() { Account = account })),
            "copy" => mode.Run(() => Client.StartCopy(System, source, target, new() { Account = account }), () => Client.StartCopyAsync(System, source, target, new() { Account = account })),
            "delete" => mode.Run(() => Client.StartDelete(System, source, new() { Account = account }), () => Client.StartDeleteAsync(System, source, new() { Account = account })),
            "compress" => mode.Run(() => Client.StartCompress(System, source, target, new() { Account = account }), () => Client.StartCompressAsync(System, source, target, new() { Account = account })),
            _ => mode.Run(() => Client.StartExtract(System, source, directory, extract), () => Client.StartExtractAsync(System, source, directory, extract)),
        };
    }

    private static Task Wait(Mode mode, TransferJobHandle started) => mode.Run(() => started.WaitForCompletion(), () => started.WaitForCompletionAsync());

    private static async Task Fails(Mode mode, Func<Task<TransferJobHandle>> start, string reason, string complaint)
    {
        var started = await start();
        var failure = (await FluentActions.Awaiting(() => Wait(mode, started)).Should().ThrowAsync<TransferFailedException>("it is to fail with {0}", complaint)).Which;
        failure.Message.Should().Contain("ended COMPLETED: ").And.Contain(reason);
        failure.ErrorLog.Should().Contain(complaint);
    }
}
