using Microsoft.Extensions.Hosting;

namespace Firecrest.Emulator.Http;

/// <summary>Leaves the signals of the process to the program that hosts the emulator; the usual lifetime would take Ctrl+C for itself.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
