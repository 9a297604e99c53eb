using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Gives out what a job writes, until the job is over and its files have stayed the same for a while.</summary>
internal sealed class OutputFollower(FirecrestClient client, JobHandle job, FollowOptions options, Func<bool, CancellationToken, ValueTask<JobOutputPaths>> getPaths)
{
    private static readonly RemotePath Nowhere = "/dev/null";

    private readonly Clock _clock = client.Pipeline.Clock;
    private readonly ILogger _logger = client.Pipeline.Logger;
    private readonly Patience _patience = new(client.Pipeline.Clock, options.NotFoundGrace, options.OutageTolerance);
    private IReadOnlyList<FollowedFile>? _files;
    private bool _isOver;
    private bool _hasRun;
    private bool _isDone;
    private long _quietSince = client.Pipeline.Clock.Timestamp;
    private int _quietLooks;
    private TimeSpan _pause;
    private bool _hasMore;

    private TimeSpan DrainTime
        => _files is { Count: 0 } ? TimeSpan.Zero
        : _hasRun && options.LateFileGrace > options.DrainTime && (_files ?? []).Any(file => !file.HasAppeared) ? options.LateFileGrace
        : options.DrainTime;

    /// <summary>The next pieces; null after the last.</summary>
    public async ValueTask<IReadOnlyList<OutputChunk>?> Next(bool async, CancellationToken cancellationToken)
    {
        while (!_isDone)
        {
            // In this order: what is read after the end was seen is all that the job wrote, except for what shows late.
            var failure = await PauseAndLook(async, cancellationToken).ConfigureAwait(false);
            List<OutputChunk> chunks = [];
            foreach (var file in _files ?? [])
            {
                if (await file.Read(async, cancellationToken).ConfigureAwait(false) is { } chunk)
                {
                    chunks.Add(chunk);
                }

                failure = file.Failure ?? failure;
            }

            _hasMore = (_files ?? []).Any(file => file.HasMore);

            if (chunks.Count > 0 || failure is not null)
            {
                // A look that failed cannot tell that nothing is written any more.
                _quietSince = _clock.Timestamp;
            }

            _quietLooks = chunks.Count > 0 ? 0 : _quietLooks;
            _pause = _hasMore ? TimeSpan.Zero : Pause(failure);
            if (chunks.Count > 0)
            {
                return chunks;
            }

            if (_isOver && failure is null && _clock.Since(_quietSince) >= DrainTime)
            {
                _isDone = true;
                return [.. (_files ?? []).Select(file => file.TakeRest()).OfType<OutputChunk>()];
            }
        }

        return null;
    }

    /// <summary>The job is looked at together with others that are looked at then; not when there is nothing to learn.</summary>
    private async ValueTask<FirecrestException?> PauseAndLook(bool async, CancellationToken cancellationToken)
    {
        if (!_hasMore && (!_isOver || _files is null))
        {
            return await LookAtJob(async, cancellationToken).ConfigureAwait(false);
        }

        await _clock.Delay(_pause, async, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<FirecrestException?> LookAtJob(bool async, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await client.DescribeJobAfter(_pause, job.SystemName, job.JobId, async, cancellationToken).ConfigureAwait(false);
            if (seen.State.IsTerminal && !_isOver)
            {
                (_isOver, _hasRun, _quietSince, _quietLooks) = (true, LateFile.HasRun(seen), _clock.Timestamp, 0);
            }

            // Without a start a job has written nothing, and a file of that name is another job's.
            if (_files is null && !seen.State.IsPending)
            {
                _files = _isOver && !_hasRun ? [] : Open(await getPaths(async, cancellationToken).ConfigureAwait(false));
            }

            _patience.Answered();
            return null;
        }
        catch (FirecrestException failure) when (_patience.Bears(failure))
        {
            Log.FollowingContinues(_logger, job.SystemName, job.JobId, failure.Message);
            return failure;
        }
    }

    private List<FollowedFile> Open(JobOutputPaths paths)
    {
        var files = new List<FollowedFile>();
        if (paths.StandardOutput != Nowhere)
        {
            files.Add(Open(paths.StandardOutput, isError: false));
        }

        if (options.IncludeError && paths.StandardError != paths.StandardOutput && paths.StandardError != Nowhere)
        {
            files.Add(Open(paths.StandardError, isError: true));
        }

        return files;
    }

    private FollowedFile Open(RemotePath path, bool isError)
        => new(client.Backend.OpenGrowing(job.SystemName, path), isError, new Patience(_clock, options.NotFoundGrace, options.OutageTolerance), _logger, job.SystemName, job.JobId);

    private TimeSpan Pause(FirecrestException? failure)
    {
        var pause = options.Schedule.DelayAfter(_quietLooks++);
        if (failure is not null)
        {
            return _patience.PauseAfter(failure, pause, options.Schedule);
        }

        var left = DrainTime - _clock.Since(_quietSince);
        return _isOver && left > TimeSpan.Zero && left < pause ? left : pause;
    }
}
