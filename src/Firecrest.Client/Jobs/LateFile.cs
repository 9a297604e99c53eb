using Firecrest.Client.Http;

namespace Firecrest.Client.Jobs;

/// <summary>Reads a file that a job has written, also when it shows only a while after the end of the job.</summary>
internal sealed class LateFile(FirecrestClient client, string systemName, string jobId)
{
    /// <summary>How long parallel file systems were seen to hide what nodes have written.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How much the clocks of this machine and the cluster may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private static readonly PollSchedule Schedule = new() { InitialDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(5) };

    private readonly Clock _clock = client.Pipeline.Clock;

    /// <summary>False for a job that was cancelled in the queue, which has no files.</summary>
    public static bool HasRun(JobInfo job) => job.StartTime is not null || job.Category != JobCategory.Cancelled;

    public async ValueTask<string> Read(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var missedSince = (long?)null;
        for (var look = 0; ; look++)
        {
            try
            {
                return await client.Backend.View(systemName, path, async, cancellationToken).ConfigureAwait(false);
            }
            catch (FirecrestNotFoundException missed) when (missed.ErrorCode == FirecrestErrorCode.NotFound && (missedSince is not { } since || _clock.Since(since) < Grace))
            {
                if (missedSince is null && !await MayShow(async, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                missedSince ??= _clock.Timestamp;
            }

            var (pause, left) = (Schedule.DelayAfter(look), Grace - _clock.Since(missedSince.Value));
            await _clock.Delay(pause < left ? pause : left, async, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True of a job that has run and ended just now.</summary>
    private async ValueTask<bool> MayShow(bool async, CancellationToken cancellationToken)
    {
        try
        {
            var job = await client.DescribeJob(systemName, jobId, async, cancellationToken).ConfigureAwait(false);
            return job.State.IsTerminal && HasRun(job) && !(job.EndTime < _clock.UtcNow - Grace - ClockTolerance);
        }
        catch (FirecrestException)
        {
            // That the file is missing tells the caller more.
            return false;
        }
    }
}
