using System.Text;
using Firecrest.Emulator;

[assembly: AssemblyFixture(typeof(Firecrest.Cli.Tests.CliSite))]

namespace Firecrest.Cli.Tests;

/// <summary>An emulator, and a home directory for the command.</summary>
public class CliSite : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-cli-").FullName;

    public FirecrestEmulator Hpc { get; private set; } = null!;

    public string Home => Hpc.HomeDirectory;

    /// <summary>The home directory on this machine.</summary>
    public string Folder => _folder;

    public async ValueTask InitializeAsync() => Hpc = await FirecrestEmulator.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        await Hpc.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual FirecrestEmulatorOptions Options => new() { Slots = 8 };

    /// <summary>The environment of a caller who has told everything by variables.</summary>
    internal Dictionary<string, string> Environment() => CliProcess.EnvironmentFor(_folder, Hpc);

    internal Task<CliResult> Run(params string[] arguments) => Run(Environment(), arguments);

    internal Task<CliResult> RunWith(string input, params string[] arguments) => Run(Environment(), arguments, input);

    internal static async Task<CliResult> Run(IReadOnlyDictionary<string, string> environment, string[] arguments, string input = "")
    {
        using var process = CliProcess.Start(environment, arguments, Encoding.UTF8.GetBytes(input));
        return await process.End();
    }

    internal CliProcess Start(params string[] arguments) => CliProcess.Start(Environment(), arguments);

    /// <summary>Runs a script of bash, to which <c>firecrest</c> is the command.</summary>
    internal async Task<CliResult> Shell(string script)
    {
        var program = string.Join(' ', CliProcess.Program.Select(word => $"'{word}'"));
        using var process = CliProcess.StartOpen(Environment(), ["bash", "-c", $"firecrest() {{ {program} \"$@\"; }}\n{script}"]);
        return await process.End();
    }

    /// <summary>Waits until the emulator was asked something by a method.</summary>
    internal Task Requested(HttpMethod method) => Requested(request => request.Method == method.Method);

    /// <summary>Waits until the emulator was asked something so many times.</summary>
    internal async Task Requested(Func<JournalEntry, bool> fits, int count = 1)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limited.CancelAfter(TimeSpan.FromMinutes(1));
        while (Hpc.Journal.Requests.Count(fits) < count)
        {
            await Task.Delay(20, limited.Token);
        }
    }

    /// <summary>A new directory on the system.</summary>
    internal string MakeRemoteFolder()
    {
        var path = $"{Home}/{Guid.NewGuid():N}";
        Directory.CreateDirectory(Hpc.GetLocalPath(path));
        return path;
    }

    internal string WriteRemote(string text, string name = "file.txt") => WriteRemote(Encoding.UTF8.GetBytes(text), name);

    internal string WriteRemote(byte[] bytes, string name)
    {
        var path = $"{MakeRemoteFolder()}/{name}";
        File.WriteAllBytes(Hpc.GetLocalPath(path), bytes);
        return path;
    }

    /// <summary>A file on this machine.</summary>
    internal string WriteLocal(string text)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A job script on this machine.</summary>
    internal string Script(string body) => WriteLocal("#!/bin/bash\n" + body + "\n");

    /// <summary>Submits a script that the system has accepted.</summary>
    internal async Task<string> Submit(string body, params string[] more)
        => (await Run(["job", "submit", Script(body), "--workdir", Home, "-o", "id", .. more])).Succeeded().Output.Trim();
}
