using System.Diagnostics.CodeAnalysis;
using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>An emulator whose jobs are over as soon as somebody waits for them, and a client of it.</summary>
internal sealed class FileCluster : IAsyncDisposable
{
    public const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private FileCluster(FirecrestEmulator hpc, InstantTime time, FirecrestApiVersion version)
    {
        Hpc = hpc;
        Time = time;
        Client = new FirecrestClient(
            version == FirecrestApiVersion.V2 ? hpc.BaseAddress : hpc.V1BaseAddress,
            new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, hpc.TokenEndpoint),
            new FirecrestClientOptions { ApiVersion = version, TimeProvider = time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    public FirecrestEmulator Hpc { get; }

    public FirecrestClient Client { get; }

    public InstantTime Time { get; }

    public string System => Hpc.SystemName;

    public string Home => Hpc.HomeDirectory;

    /// <summary>The requests to the API so far, as <c>METHOD operation status</c>; those for tokens are left out.</summary>
    public IReadOnlyList<string> Requests
        => [.. Hpc.Journal.Requests.Where(request => !request.Path.StartsWith("/auth/", StringComparison.Ordinal))
            .Select(request => $"{request.Method} {request.Path.Replace($"/filesystem/{System}/", "", StringComparison.Ordinal)} {(request.Status is { } status ? status : "-")}")];

    /// <summary>The requests among them that made a job.</summary>
    public IReadOnlyList<string> Submissions => [.. Requests.Where(request => request.Contains(" transfer/", StringComparison.Ordinal))];

    /// <param name="options">Settings of the emulator.</param>
    /// <param name="choose">What a job does; by default it waits, runs and completes.</param>
    /// <param name="version">The generation that the client speaks; <see cref="FirecrestApiVersion.Auto"/> finds that it is V1.</param>
    public static async Task<FileCluster> Start(
        FirecrestEmulatorOptions? options = null, Func<SubmittedJob, SimulatedJob?>? choose = null, FirecrestApiVersion version = FirecrestApiVersion.V2)
    {
        var time = new InstantTime();
        options = (options ?? new()) with { TimeProvider = time, CommandTimeout = InstantTime.NeverStrikes, Simulation = new JobSimulation { Choose = choose } };
        return new(await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken), time, version);
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return Hpc.DisposeAsync();
    }

    /// <summary>The remote path of a name in the home directory.</summary>
    public string At(string name) => $"{Home}/{name}";

    public string Local(string name) => Hpc.GetLocalPath(At(name));

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Local(name))!);
        File.WriteAllBytes(Local(name), content);
        return At(name);
    }

    public string MakeDirectory(string name)
    {
        Directory.CreateDirectory(Local(name));
        return At(name);
    }

    public string Link(string name, string target)
    {
        File.CreateSymbolicLink(Local(name), target);
        return At(name);
    }

    [SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
    public void Permit(string name, UnixFileMode mode) => File.SetUnixFileMode(Local(name), mode);

    public string Read(string name) => File.ReadAllText(Local(name));

    public bool Has(string name) => Path.Exists(Local(name));
}
