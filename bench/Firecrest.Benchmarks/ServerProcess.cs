using System.Diagnostics;

namespace Firecrest.Benchmarks;

/// <summary>A server of this program in a process of its own, so that its work is not counted; it ends with this.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    public ServerProcess(params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        Addresses = [.. line.Split(' ').Select(address => new Uri(address))];
    }

    /// <summary>Where it listens, as it said when it was ready.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
