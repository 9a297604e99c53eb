using System.Diagnostics.CodeAnalysis;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>A job of the server itself while it runs in this process.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and a job may be stopped after its end.")]
internal sealed class WorkRun : IRunningJob
{
    private readonly CancellationTokenSource _stop = new();

    private WorkRun(JobWork work, WorkLog log, FirecrestEmulatorOptions options) => Ended = Task.Run(() => Run(work, log, options, _stop.Token));

    public Task<JobEnd> Ended { get; }

    public static WorkRun Start(JobWork work, WorkLog log, FirecrestEmulatorOptions options) => new(work, log, options);

    public Task Stop(TimeSpan grace)
    {
        _stop.Cancel();
        return Ended;
    }

    private static async Task<JobEnd> Run(JobWork work, WorkLog log, FirecrestEmulatorOptions options, CancellationToken stop)
    {
        using WorkLog owned = log;
        try
        {
            work.Begin(log);
            while (work.ReadySince is null)
            {
                await Task.Delay(options.TransferPollInterval, options.TimeProvider, stop).ConfigureAwait(false);
            }

            return new JobEnd(work.Run(log, stop), 0);
        }
        catch (OperationCanceledException)
        {
            return JobEnd.Terminated;
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            log.Complain(e.Message);
            return new JobEnd(1, 0);
        }
    }
}
