using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Moves, copies, deletions and archives, by jobs whose effect is proven. The jobs are simulated; their work on the files is not.</summary>
public sealed class FileJobTests : IAsyncLifetime
{
    private const string OddName = "we ird ä (1)[x] $HOME.txt";

    private static readonly FileJobOptions AsJob = new() { AsJob = true };

    private FileCluster _hpc = null!;
    private SimulatedJob? _job;

    public static MatrixTheoryData<Mode, string> Operations => new(Enum.GetValues<Mode>(), ["move", "copy", "delete", "compress", "extract"]);

    public static MatrixTheoryData<Mode, string> DirectOperations => new(Enum.GetValues<Mode>(), ["delete", "compress", "extract"]);

    public static MatrixTheoryData<Mode, string, string> LostAnswers
        => new(Enum.GetValues<Mode>(), ["move", "copy", "delete", "compress", "extract"], ["drop before", "drop after", "drop midway", "time out", "gateway"]);

    private FirecrestClient Client => _hpc.Client;

    private string System => _hpc.System;

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start(choose: _ => _job);

    public ValueTask DisposeAsync() => _hpc.DisposeAsync();

    [Theory, SyncAndAsync]
    public async Task A_file_is_moved(Mode mode)
    {
        _hpc.Write(OddName, "content");
        _hpc.MakeDirectory("d ü");
        _hpc.Write("old", "CONTENT");

        await Move(mode, OddName, "renamed ä");
        await Move(mode, "renamed ä", "d ü");
        await Move(mode, "d ü/renamed ä", "old");

        _hpc.Read("old").Should().Be("content");
        Names().Should().BeEquivalentTo("d ü", "old");
        _hpc.Submissions.Should().HaveCount(3).And.OnlyContain(request => request == "POST transfer/mv 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_and_a_link_are_moved(Mode mode)
    {
        _hpc.Write("tree/a/f", "content");
        _hpc.Link("link", _hpc.At("none"));
        _hpc.MakeDirectory("d");

        await Move(mode, "tree", "moved");
        await Move(mode, "moved/", "d/");
        await Move(mode, "link", "d");

        _hpc.Read("d/moved/a/f").Should().Be("content");
        Names("d").Should().BeEquivalentTo("moved", "link");
        Names().Should().BeEquivalentTo("d");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_is_copied(Mode mode)
    {
        _hpc.Write(OddName, "content");
        _hpc.MakeDirectory("d ü");
        _hpc.Write("old", "CONTENT");
        _hpc.Write("behind", "before");
        _hpc.Link("link", _hpc.At("behind"));
        _hpc.Link("into", _hpc.At("d ü"));

        foreach (var target in new[] { "new ä", "d ü", "old", "old", "link", "into" })
        {
            await Copy(mode, OddName, target);
        }

        foreach (var copy in new[] { OddName, "new ä", $"d ü/{OddName}", "old", "behind" })
        {
            _hpc.Read(copy).Should().Be("content", copy);
        }

        new FileInfo(_hpc.Local("link")).LinkTarget.Should().NotBeNull("the copy goes through the link");
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_is_copied_with_its_links_or_what_they_point_to(Mode mode)
    {
        _hpc.Write("tree/a/f", "content");
        _hpc.Link("tree/link", "a/f");
        _hpc.MakeDirectory("d");

        await Copy(mode, "tree", "copy");
        await Copy(mode, "tree", "d", new() { Dereference = true });
        await Copy(mode, "tree/link", "link");

        new FileInfo(_hpc.Local("copy/link")).LinkTarget.Should().Be("a/f");
        new FileInfo(_hpc.Local("d/tree/link")).LinkTarget.Should().BeNull();
        new FileInfo(_hpc.Local("link")).LinkTarget.Should().Be("a/f");
        _hpc.Read("d/tree/link").Should().Be("content");
    }

    [Theory, SyncAndAsync]
    public async Task Files_links_and_directories_are_deleted_by_a_job_when_asked_for(Mode mode)
    {
        _hpc.Write(OddName, "x");
        _hpc.Write("tree/a/f", "x");
        _hpc.Link("link", _hpc.At("tree"));

        await Delete(mode, OddName, new() { AsJob = true });
        await Delete(mode, "link/", new() { AsJob = true });
        _hpc.Has("tree/a/f").Should().BeTrue("the link was deleted, not what it points to");
        await Delete(mode, "tree", new() { AsJob = true, Recursive = true });

        Names().Should().BeEmpty();
        _hpc.Submissions.Should().HaveCount(3).And.OnlyContain(request => request == "DELETE transfer/rm 200");
    }

    [Theory]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    public async Task Archives_of_every_kind_are_made_and_taken_apart(Mode mode, bool asJob)
    {
        _hpc.Write("tree ä/a/f", "content");
        _hpc.Write(OddName, "text");
        foreach (var archive in new[] { "a.tar", "a b.tar.gz", "ä.tgz", "a.tar.bz2", "a.tar.xz", "backup" })
        {
            var target = _hpc.MakeDirectory("out of " + archive);

            await Compress(mode, "tree ä/", archive, new() { AsJob = asJob });
            await Extract(mode, archive, "out of " + archive, new() { AsJob = asJob });
            await Compress(mode, OddName, archive, new() { AsJob = asJob });
            await Extract(mode, archive, "out of " + archive, new() { AsJob = asJob });

            _hpc.Read($"out of {archive}/tree ä/a/f").Should().Be("content", target);
            _hpc.Read($"out of {archive}/{OddName}").Should().Be("text", target);
        }

        _hpc.Submissions.Should().HaveCount(asJob ? 24 : 0);
    }

    [Theory]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    public async Task A_pattern_chooses_among_the_files_of_the_source_only(Mode mode, bool asJob)
    {
        _hpc.Write("tree/a/f.txt", "content");
        _hpc.Write("tree/a/f.log", "not this");
        _hpc.Write("beside.txt", "nor this");
        _hpc.MakeDirectory("out");

        foreach (var source in new[] { "tree", "tree/" })
        {
            await Compress(mode, source, "t.tgz", new() { AsJob = asJob, MatchPattern = @".*\.txt" });
            await Extract(mode, "t.tgz", "out", new() { AsJob = asJob });

            Directory.EnumerateFiles(_hpc.Local("out"), "*", SearchOption.AllDirectories).Should().Equal(_hpc.Local("out/a/f.txt"));
        }

        var sent = _hpc.Submissions.Count;
        await FluentActions.Awaiting(() => Compress(mode, "none", "n.tgz", new() { AsJob = asJob, MatchPattern = ".*" })).Should().ThrowAsync<FirecrestNotFoundException>();
        (await FluentActions.Awaiting(() => Compress(mode, "beside.txt", "n.tgz", new() { AsJob = asJob, MatchPattern = ".*" })).Should().ThrowAsync<FirecrestException>())
            .Which.Message.Should().Contain("is no directory");
        _hpc.Has("n.tgz").Should().BeFalse("the server would have searched the home directory");
        _hpc.Submissions.Should().HaveCount(sent);
    }

    [Theory, SyncAndAsync]
    public async Task An_archive_replaces_one_of_the_same_size_and_goes_through_a_link(Mode mode)
    {
        _hpc.Write("f", "content");
        await Compress(mode, "f", "a.tar", new() { AsJob = true });
        _hpc.Link("link.tar", _hpc.At("a.tar"));
        var size = new FileInfo(_hpc.Local("a.tar")).Length;

        await Compress(mode, "f", "a.tar", new() { AsJob = true });
        await Compress(mode, "f", "link.tar", new() { AsJob = true });

        new FileInfo(_hpc.Local("a.tar")).Length.Should().Be(size);
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_name_that_the_job_would_damage_is_refused_before_any_request(Mode mode, string operation)
    {
        foreach (var name in new[] { "R&D", "a<b", "a>b", "say \"hi\"", "it's", "a\nb" })
        {
            var refused = await FluentActions.Awaiting(() => Start(mode, operation, name)).Should().ThrowAsync<ArgumentException>(name);

            refused.Which.Message.Should().ContainAny("HTML entity: the job would work on another name", "single quote", "control character");
        }

        _hpc.Requests.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task What_is_missing_is_told_without_a_job(Mode mode, string operation)
    {
        var failure = (await FluentActions.Awaiting(() => Start(mode, operation, "none")).Should().ThrowAsync<FirecrestNotFoundException>()).Which;

        failure.Message.Should().Contain(_hpc.At("none"));
        _hpc.Submissions.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task What_cannot_work_is_told_without_a_job(Mode mode)
    {
        _hpc.Write("f", "x");
        _hpc.Write("d/f", "x");

        await FluentActions.Awaiting(() => Move(mode, "f", "f")).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Move(mode, "d/f", "d")).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Copy(mode, "f", "./d/../f")).Should().ThrowAsync<ArgumentException>();
        (await FluentActions.Awaiting(() => Extract(mode, "f", "d/f", new() { AsJob = true })).Should().ThrowAsync<FirecrestException>()).Which.Message.Should().Contain("is no directory");

        _hpc.Submissions.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_completed_without_its_effect_is_a_failure_with_its_complaint(Mode mode)
    {
        var source = _hpc.Write("f", "content");
        _hpc.MakeDirectory("locked");
        _hpc.MakeDirectory("full/f/deeper");
        _hpc.MakeDirectory("tree");
        _hpc.Permit("locked", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Fails(() => Move(mode, "f", "none/f"), "move", "is still there", "mv: cannot move");
        await Fails(() => Move(mode, "f", "locked"), "move", "is still there", "Permission denied");
        await Fails(() => Move(mode, "tree", "tree/a"), "move", "is still there", "subdirectory of itself");
        await Fails(() => Copy(mode, "f", "none/f"), "copy", "is not there", "cp: cannot create");
        await Fails(() => Copy(mode, "f", "locked/f"), "copy", "is not there", "Permission denied");
        await Fails(() => Copy(mode, "f", "full"), "copy", "is of another type", "cp: ");
        await Fails(() => Compress(mode, "f", "none/a.tar", new() { AsJob = true }), "compress", "is not there", "tar: ");
        await Fails(() => Extract(mode, "f", "tree", new() { AsJob = true }), "extract", "it complained", "tar: ");

        _hpc.Read("f").Should().Be("content", source);
        _hpc.Permit("locked", FileCluster.All);
    }

    [Theory, SyncAndAsync]
    public async Task An_old_file_of_the_same_size_is_not_taken_for_the_copy(Mode mode)
    {
        _hpc.Write("f", "content");
        _hpc.Write("old", "CONTENT");
        _hpc.Permit("old", UnixFileMode.UserRead);

        var failure = await Fails(() => Copy(mode, "f", "old"), "copy", "is still the file that was there before", "Permission denied");

        failure.Message.Should().Contain(_hpc.At("old"));
        _hpc.Read("old").Should().Be("CONTENT");
    }

    [Theory, SyncAndAsync]
    public async Task A_part_of_a_copy_is_no_success(Mode mode)
    {
        _hpc.Write("tree/a", "x");
        _hpc.Write("tree/b", "x");
        _hpc.Permit("tree/b", UnixFileMode.None);

        await Fails(() => Copy(mode, "tree", "copy"), "copy", "it complained", "cp: cannot open");
    }

    [Theory, SyncAndAsync]
    public async Task What_only_the_error_log_can_prove_is_no_success_without_it(Mode mode)
    {
        _hpc.Write("tree/a", "x");
        var started = await Start(mode, "copy", "tree");
        await mode.Run(() => started.Job.WaitForCompletion(), () => started.Job.WaitForCompletionAsync());
        File.Delete(_hpc.Hpc.GetLocalPath(started.ErrorLog!.Value.ToString()));

        var failure = (await FluentActions.Awaiting(() => Wait(mode, started)).Should().ThrowAsync<TransferFailedException>()).Which;

        failure.Message.Should().Contain("whether it did cannot be told").And.Contain("error log cannot be read");
        failure.ErrorLog.Should().BeNull();
    }

    [Theory, MemberData(nameof(DirectOperations))]
    public async Task What_takes_too_long_at_once_is_done_by_a_job(Mode mode, string operation)
    {
        Prepare();
        var timeOut = Fixture.Load("v2/limits/lax-compress-of-a-30-gb-file");
        _hpc.Hpc.Faults.On("*/ops/" + Command(operation)).AnswerStatus(timeOut.StatusCode, timeOut.Body);

        await Run(mode, operation);

        Check(operation);
        _hpc.Submissions.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(DirectOperations))]
    public async Task What_was_done_at_once_although_it_took_too_long_is_a_success(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On("*/ops/" + Command(operation)).TimeOutAfter();

        await Run(mode, operation);

        Check(operation);
        _hpc.Submissions.Should().HaveCount(operation == "delete" ? 0 : 1);
    }

    [Theory, MemberData(nameof(DirectOperations))]
    public async Task What_the_server_can_do_at_once_needs_no_job(Mode mode, string operation)
    {
        Prepare();

        await Run(mode, operation);

        Check(operation);
        _hpc.Submissions.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(DirectOperations))]
    public async Task What_failed_at_once_is_not_tried_by_a_job(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On("*/ops/" + Command(operation)).AnswerStatus(403, """{"errorType":"error","message":"tar: Permission denied"}""");

        await FluentActions.Awaiting(() => Run(mode, operation)).Should().ThrowAsync<FirecrestPermissionException>();

        _hpc.Submissions.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task An_account_is_asked_for_where_jobs_need_one(Mode mode, string operation)
    {
        await using var other = await FileCluster.Start(new FirecrestEmulatorOptions { TransferJobDirectives = ["#SBATCH --account={account}"] });
        await _hpc.DisposeAsync();
        _hpc = other;
        Prepare();

        (await FluentActions.Awaiting(() => Start(mode, operation, "source")).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("FileJobOptions.Account");
        await FluentActions.Awaiting(() => Start(mode, operation, "source", "a; b")).Should().ThrowAsync<ArgumentException>();
        _hpc.Submissions.Should().BeEmpty();

        var started = await Start(mode, operation, "source", "staff");
        await Wait(mode, started);

        (await _hpc.Client.PollAsync(System)).Should().ContainSingle().Which.Account.Should().Be("staff");
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_that_fails_is_a_failure(Mode mode, string operation)
    {
        Prepare();
        _job = new SimulatedJob { FinalState = "NODE_FAIL" };
        var started = await Start(mode, operation, "source");

        var failure = (await FluentActions.Awaiting(() => Wait(mode, started)).Should().ThrowAsync<TransferFailedException>()).Which;

        failure.Message.Should().StartWith($"Job {System}/{started.Job.JobId}, which was to {operation} ").And.Contain("ended NODE_FAIL: ");
        failure.MayHaveExecuted.Should().BeTrue();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_that_is_cancelled_meanwhile_is_a_failure(Mode mode, string operation)
    {
        Prepare();
        var started = await Start(mode, operation, "source");
        await mode.Run(() => started.Job.Cancel(), () => started.Job.CancelAsync());

        (await FluentActions.Awaiting(() => Wait(mode, started)).Should().ThrowAsync<TransferFailedException>()).Which.Message.Should().Contain("ended CANCELLED");
    }

    [Theory, MemberData(nameof(LostAnswers))]
    public async Task A_job_whose_answer_was_lost_is_never_started_twice(Mode mode, string operation, string fault)
    {
        Prepare();
        Break(_hpc.Hpc.Faults.On("*/transfer/" + Command(operation)).Always(), fault);

        var failure = await FluentActions.Awaiting(() => Start(mode, operation, "source")).Should().ThrowAsync<FirecrestException>();

        failure.Which.MayHaveExecuted.Should().BeTrue();
        _hpc.Submissions.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_job_that_certainly_was_not_started_is_started_later(Mode mode, string operation)
    {
        Prepare();
        _hpc.Hpc.Faults.On("*/transfer/*").RateLimit(TimeSpan.FromSeconds(2));
        _hpc.Hpc.Faults.On("*/transfer/*").ExpireToken();

        await Wait(mode, await Start(mode, operation, "source"));

        Check(operation);
        (await Client.PollAsync(System)).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task Deletion_by_a_job_is_guarded(Mode mode)
    {
        _hpc.Write("tree/f", "x");
        var root = _hpc.Home[.._hpc.Home.LastIndexOf('/')];

        foreach (var path in new[] { "/", "//", root, root + "/", _hpc.Home, _hpc.Home + "/", _hpc.At("tree/.."), _hpc.At("./") })
        {
            (await FluentActions.Awaiting(() => StartDelete(mode, path, new() { Recursive = true })).Should().ThrowAsync<FirecrestException>(path))
                .Which.Message.Should().Contain("never deleted");
        }

        (await FluentActions.Awaiting(() => StartDelete(mode, _hpc.At("tree"), new())).Should().ThrowAsync<FirecrestException>()).Which.Message.Should().Contain("DeleteOptions.Recursive");
        await FluentActions.Awaiting(() => Delete(mode, "tree", new() { AsJob = true })).Should().ThrowAsync<FirecrestException>();
        _hpc.Submissions.Should().BeEmpty();
        _hpc.Has("tree/f").Should().BeTrue();
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task A_started_job_tells_itself_and_proves_its_effect_at_the_end(Mode mode, string operation)
    {
        Prepare();

        var started = await Start(mode, operation, "source");

        started.ToString().Should().Be($"{System}/{started.Job.JobId}");
        started.Job.JobId.Should().NotBeEmpty();
        started.ErrorLog.Should().StartWith($"{_hpc.Home}/.f7t_file_handling_job_error_");
        await Wait(mode, started);
        Check(operation);
        await Wait(mode, started);
    }

    [Theory, SyncAndAsync]
    public async Task What_a_shared_file_system_shows_late_is_waited_for(Mode mode)
    {
        Prepare();
        var started = await Start(mode, "move", "source");
        await mode.Run(() => started.Job.WaitForCompletion(), () => started.Job.WaitForCompletionAsync());
        var missing = Fixture.Load("v2/filesystem/stat-missing");
        _hpc.Hpc.Faults.On("*/ops/stat").Times(4).AnswerStatus(missing.StatusCode, missing.Body);

        await Wait(mode, started);
    }

    private static string Command(string operation) => operation switch { "move" => "mv", "copy" => "cp", "delete" => "rm", _ => operation };

    private static void Break(FaultRule rule, string fault)
    {
        switch (fault)
        {
            case "drop before":
                rule.DropBefore();
                break;
            case "drop after":
                rule.DropAfter();
                break;
            case "drop midway":
                rule.DropMidway();
                break;
            case "time out":
                rule.TimeOutAfter();
                break;
            default:
                rule.AnswerStatus(504, "<html><title>Gateway Time-out</title></html>");
                break;
        }
    }

    /// <summary>A source for every operation: a file, which is an archive.</summary>
    private void Prepare()
    {
        _hpc.MakeDirectory("out");
        using var file = File.Create(_hpc.Local("source"));
        using var archive = new global::System.Formats.Tar.TarWriter(file);
        archive.WriteEntry(new global::System.Formats.Tar.PaxTarEntry(global::System.Formats.Tar.TarEntryType.RegularFile, "inside") { DataStream = new MemoryStream("content"u8.ToArray()) });
    }

    private void Check(string operation)
    {
        _hpc.Has("source").Should().Be(operation is not ("move" or "delete"));
        _hpc.Has(operation switch { "extract" => "out/inside", "delete" => "out", _ => "target" }).Should().BeTrue();
    }

    private Task Run(Mode mode, string operation) => operation switch
    {
        "delete" => Delete(mode, "source"),
        "compress" => Compress(mode, "source", "target"),
        _ => Extract(mode, "source", "out", new() { Compression = CompressionType.None }),
    };

    private Task<TransferJobHandle> Start(Mode mode, string operation, string name, string? account = null)
    {
        var (source, target, directory) = (_hpc.At(name), _hpc.At("target"), _hpc.At("out"));
        var extract = new ExtractOptions { Account = account, Compression = CompressionType.None };
        return operation switch
        {
            "move" => mode.Run(() => Client.StartMove(System, source, target, new() { Account = account }), () => Client.StartMoveAsync(System, source, target, new() { Account = account })),
            "copy" => mode.Run(() => Client.StartCopy(System, source, target, new() { Account = account }), () => Client.StartCopyAsync(System, source, target, new() { Account = account })),
            "delete" => StartDelete(mode, source, new() { Account = account }),
            "compress" => mode.Run(() => Client.StartCompress(System, source, target, new() { Account = account }), () => Client.StartCompressAsync(System, source, target, new() { Account = account })),
            _ => mode.Run(() => Client.StartExtract(System, source, directory, extract), () => Client.StartExtractAsync(System, source, directory, extract)),
        };
    }

    private Task<TransferJobHandle> StartDelete(Mode mode, string path, DeleteOptions options)
        => mode.Run(() => Client.StartDelete(System, path, options), () => Client.StartDeleteAsync(System, path, options));

    private static Task Wait(Mode mode, TransferJobHandle started) => mode.Run(() => started.WaitForCompletion(), () => started.WaitForCompletionAsync());

    private async Task<TransferFailedException> Fails(Func<Task> call, string operation, string reason, string complaint)
    {
        var failure = (await FluentActions.Awaiting(call).Should().ThrowAsync<TransferFailedException>("{0} is to fail with {1}", operation, complaint)).Which;
        failure.Message.Should().MatchRegex($"^Job {System}/\\d+, which was to {operation} ").And.Contain($"ended COMPLETED: ").And.Contain(reason).And.EndWith(failure.ErrorLog);
        failure.ErrorLog.Should().Contain(complaint).And.Contain(" Unable to ");
        failure.MayHaveExecuted.Should().BeTrue();
        return failure;
    }

    /// <summary>What is in a directory, apart from the logs of the jobs.</summary>
    private IEnumerable<string> Names(string directory = "")
        => Directory.EnumerateFileSystemEntries(_hpc.Local(directory)).Select(path => Path.GetFileName(path)!).Where(name => !name.StartsWith(".f7t", StringComparison.Ordinal));

    private Task Move(Mode mode, string source, string target)
        => mode.Run(() => Client.Move(System, _hpc.At(source), _hpc.At(target), AsJob), () => Client.MoveAsync(System, _hpc.At(source), _hpc.At(target)));

    private Task Copy(Mode mode, string source, string target, CopyOptions? options = null)
        => mode.Run(() => Client.Copy(System, _hpc.At(source), _hpc.At(target), options), () => Client.CopyAsync(System, _hpc.At(source), _hpc.At(target), options));

    private Task Delete(Mode mode, string path, DeleteOptions? options = null)
        => mode.Run(() => Client.Delete(System, _hpc.At(path), options), () => Client.DeleteAsync(System, _hpc.At(path), options));

    private Task Compress(Mode mode, string source, string target, CompressOptions? options = null)
        => mode.Run(() => Client.Compress(System, _hpc.At(source), _hpc.At(target), options), () => Client.CompressAsync(System, _hpc.At(source), _hpc.At(target), options));

    private Task Extract(Mode mode, string archive, string target, ExtractOptions? options = null)
        => mode.Run(() => Client.Extract(System, _hpc.At(archive), _hpc.At(target), options), () => Client.ExtractAsync(System, _hpc.At(archive), _hpc.At(target), options));
}
