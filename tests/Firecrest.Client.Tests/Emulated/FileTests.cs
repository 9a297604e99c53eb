using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

public sealed class FileTests : IAsyncLifetime
{
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string System => _hpc.SystemName;

    private string Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task The_system_is_described(Mode mode)
    {
        var systems = await mode.Run(() => _client.GetSystems(), () => _client.GetSystemsAsync());

        var system = systems.Should().ContainSingle().Which;
        system.Name.Should().Be(System);
        system.IsHealthy.Should().BeTrue();
        system.SchedulerType.Should().Be("slurm");
        system.DirectLimit.Should().Be(5 * 1024 * 1024);
        system.FileSystems.Should().Contain(fileSystem => fileSystem.IsDefaultWorkDirectory && fileSystem.Path.Contains(Home));
    }

    [Theory, SyncAndAsync]
    public async Task Directories_are_made_and_listed(Mode mode)
    {
        await MakeDirectory(mode, $"{Home}/a");
        await MakeDirectory(mode, $"{Home}/a/b/c", createParents: true);
        await MakeDirectory(mode, $"{Home}/a/b/c", createParents: true);
        await Write($"{Home}/a/we ird ä (1).txt", "12345");
        await Write($"{Home}/a/.hidden", "");

        await FluentActions.Awaiting(() => MakeDirectory(mode, $"{Home}/a")).Should().ThrowAsync<FirecrestAlreadyExistsException>();
        await FluentActions.Awaiting(() => MakeDirectory(mode, $"{Home}/x/y")).Should().ThrowAsync<FirecrestNotFoundException>();
        var entries = await List(mode, $"{Home}/a");
        entries.Select(entry => entry.Name).Should().BeEquivalentTo("b", "we ird ä (1).txt");
        var file = entries.Single(entry => entry.Type == FileType.RegularFile);
        file.Path.Should().Be($"{Home}/a/we ird ä (1).txt");
        file.Size.Should().Be(5);
        (await List(mode, $"{Home}/a", new ListOptions { ShowHidden = true })).Select(entry => entry.Name).Should().Contain(".hidden");
        (await List(mode, $"{Home}/a", new ListOptions { Recursive = true })).Select(entry => entry.Path).Should().Contain($"{Home}/a/b/c");
        (await List(mode, $"{Home}/a/b/c")).Should().BeEmpty();
        await FluentActions.Awaiting(() => List(mode, $"{Home}/nothing")).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_file_is_described(Mode mode)
    {
        await Write($"{Home}/file", "12345");
        File.CreateSymbolicLink(_hpc.GetLocalPath($"{Home}/link"), $"{Home}/file");

        var file = await Stat(mode, $"{Home}/file");
        file.Type.Should().Be(FileType.RegularFile);
        file.Size.Should().Be(5);
        file.Permissions.Should().HaveFlag(UnixFileMode.UserRead);
        (await Stat(mode, Home)).Type.Should().Be(FileType.Directory);
        (await Stat(mode, $"{Home}/link")).Type.Should().Be(FileType.SymbolicLink);
        (await Stat(mode, $"{Home}/link", dereference: true)).Size.Should().Be(5);
        var failure = await FluentActions.Awaiting(() => Stat(mode, $"{Home}/nothing")).Should().ThrowAsync<FirecrestNotFoundException>();
        failure.Which.Message.Should().StartWith($"GET /filesystem/{System}/ops/stat answered 404 (not_found): ").And.Contain("No such file or directory");
    }

    [Theory, SyncAndAsync]
    public async Task Text_is_read_from_both_ends_and_whole(Mode mode)
    {
        var text = string.Concat(Enumerable.Range(1, 30).Select(line => $"line {line} äöü €\n"));
        await Write($"{Home}/text", text);

        (await Head(mode, $"{Home}/text")).Should().Be(string.Concat(Enumerable.Range(1, 10).Select(line => $"line {line} äöü €\n")));
        (await Head(mode, $"{Home}/text", ReadWindow.Lines(2))).Should().Be("line 1 äöü €\nline 2 äöü €\n");
        (await Head(mode, $"{Home}/text", ReadWindow.Bytes(6))).Should().Be("line 1");
        (await Tail(mode, $"{Home}/text", ReadWindow.Lines(1))).Should().Be("line 30 äöü €\n");
        (await mode.Run(() => _client.View(System, $"{Home}/text"), () => _client.ViewAsync(System, $"{Home}/text"))).Should().Be(text);
    }

    [Theory, SyncAndAsync]
    public async Task Deleting_is_guarded(Mode mode)
    {
        await Write($"{Home}/tree/deep/file", "x");
        await Write($"{Home}/file", "x");
        File.CreateSymbolicLink(_hpc.GetLocalPath($"{Home}/link"), $"{Home}/tree");

        await Delete(mode, $"{Home}/file");
        await Delete(mode, $"{Home}/link/");
        await FluentActions.Awaiting(() => Delete(mode, $"{Home}/file")).Should().ThrowAsync<FirecrestNotFoundException>();
        var refused = await FluentActions.Awaiting(() => Delete(mode, $"{Home}/tree")).Should().ThrowAsync<FirecrestException>();
        refused.Which.Message.Should().Contain("DeleteOptions.Recursive");
        File.Exists(_hpc.GetLocalPath($"{Home}/tree/deep/file")).Should().BeTrue("deleting the link and the refusal leave the tree alone");

        await Delete(mode, $"{Home}/tree", recursive: true);

        (await List(mode, Home)).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task The_roots_and_the_home_directory_are_never_deleted(Mode mode)
    {
        await Write($"{Home}/file", "x");
        var root = Home[..Home.LastIndexOf('/')];

        foreach (var path in new[] { "/", "//", root, root + "/", Home, Home + "/", $"{Home}/x/..", $"{Home}/./" })
        {
            var refused = await FluentActions.Awaiting(() => Delete(mode, path, recursive: true)).Should().ThrowAsync<FirecrestException>(path);
            refused.Which.Message.Should().Contain("never deleted");
        }

        File.Exists(_hpc.GetLocalPath($"{Home}/file")).Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task Paths_that_could_become_commands_are_refused_before_anything_is_sent(Mode mode)
    {
        foreach (var path in new[] { "/home/it's", "/home/a\nb", "relative", "" })
        {
            await FluentActions.Awaiting(() => Stat(mode, path)).Should().ThrowAsync<ArgumentException>();
        }
    }

    private async Task Write(string remotePath, string content)
    {
        var path = _hpc.GetLocalPath(remotePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, new UTF8Encoding(false), TestContext.Current.CancellationToken);
    }

    private Task MakeDirectory(Mode mode, string path, bool createParents = false)
        => mode.Run(() => _client.MakeDirectory(System, path, createParents), () => _client.MakeDirectoryAsync(System, path, createParents));

    private Task<IReadOnlyList<FileEntry>> List(Mode mode, string path, ListOptions? options = null)
        => mode.Run(() => _client.List(System, path, options), () => _client.ListAsync(System, path, options));

    private Task<FileStat> Stat(Mode mode, string path, bool dereference = false)
        => mode.Run(() => _client.Stat(System, path, dereference), () => _client.StatAsync(System, path, dereference));

    private Task<string> Head(Mode mode, string path, ReadWindow? window = null) => mode.Run(() => _client.Head(System, path, window), () => _client.HeadAsync(System, path, window));

    private Task<string> Tail(Mode mode, string path, ReadWindow? window = null) => mode.Run(() => _client.Tail(System, path, window), () => _client.TailAsync(System, path, window));

    private Task Delete(Mode mode, string path, bool recursive = false) => mode.Run(() => _client.Delete(System, path, new() { Recursive = recursive }), () => _client.DeleteAsync(System, path, new() { Recursive = recursive }));
}
