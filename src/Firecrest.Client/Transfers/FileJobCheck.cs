using Firecrest.Client.Files;

namespace Firecrest.Client.Transfers;

/// <summary>Looks whether a job that is over did what it was started for.</summary>
internal sealed class FileJobCheck(FileLook files, string systemName, RemotePath? errorLog, FileJobProof proof, Func<string, bool> isComplaint)
{
    private const int ComplaintLines = 20;

    /// <summary>Shared file systems show what a node has done with a delay.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    public async ValueTask<FileJobFault?> FindFault(JobInfo ended, bool async, CancellationToken cancellationToken)
    {
        if (ended.Category != JobCategory.Succeeded)
        {
            var log = await LookAtLog(async, cancellationToken).ConfigureAwait(false);
            return new FileJobFault("that is no success", await ReadComplaints(log, async, cancellationToken).ConfigureAwait(false));
        }

        for (var look = 0; ; look++)
        {
            var fault = await Look(async, cancellationToken).ConfigureAwait(false);
            if (fault is null || look == Pauses.Length)
            {
                return fault;
            }

            await files.Clock.Delay(Pauses[look], async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<FileJobFault?> Look(bool async, CancellationToken cancellationToken)
    {
        var log = await LookAtLog(async, cancellationToken).ConfigureAwait(false);
        var fault = await proof.FindFault(log, async, cancellationToken).ConfigureAwait(false);
        if (fault is null && !proof.NeedsSilentLog)
        {
            return null;
        }

        var complaints = await ReadComplaints(log, async, cancellationToken).ConfigureAwait(false);
        if (fault is null)
        {
            fault = complaints is null ? "whether it did cannot be told" : isComplaint(complaints) ? "it complained" : null;
        }

        return fault is null ? null : new FileJobFault(fault, complaints);
    }

    private async ValueTask<FileStat?> LookAtLog(bool async, CancellationToken cancellationToken)
        => errorLog is { } path ? await files.Look(systemName, path, async, cancellationToken).ConfigureAwait(false) : null;

    private async ValueTask<string?> ReadComplaints(FileStat? log, bool async, CancellationToken cancellationToken)
    {
        if (log is null || log.Size == 0)
        {
            return log is null ? null : "";
        }

        try
        {
            return (await files.ReadEnd(systemName, errorLog!.Value, ComplaintLines, async, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (FirecrestApiException)
        {
            // Not worth more than the fault that it would explain; where the log is the proof, null says that there is none.
            return null;
        }
    }
}
