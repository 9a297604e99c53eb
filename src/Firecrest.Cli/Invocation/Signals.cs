using System.Runtime.InteropServices;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Invocation;

/// <summary>The first Ctrl-C or SIGTERM asks the command to end, the second ends it at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Signals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Receive));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Called before the second signal ends the process.</summary>
    public Action? Leaving { get; set; }

    /// <summary>The exit code for the signal that came; null as long as none did.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _asked.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = context.Signal == PosixSignal.SIGINT ? Failures.ExitCode.Interrupted : Failures.ExitCode.Terminated;
        if (ExitCode is not null)
        {
            Leaving?.Invoke();
            Environment.Exit(code);
        }

        ExitCode = code;
        _asked.Cancel();
    }
}
