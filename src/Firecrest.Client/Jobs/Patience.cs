using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client.Jobs;

/// <summary>Which failures of a look at a job, or at what it writes, do not end the watching, and for how long.</summary>
internal sealed class Patience(Clock clock, TimeSpan notFoundGrace, TimeSpan outageTolerance)
{
    private long? _failingSince;
    private long? _unknownSince;
    private TimeSpan _blind;
    private int _unknownLooks;
    private long _lookedAt = clock.Timestamp;
    private TimeSpan _paused;
    private bool _hasReached;

    /// <summary>A system in maintenance is borne for as long as it takes.</summary>
    public bool OutlastsMaintenance { get; init; }

    /// <summary>To be called after each look that told something.</summary>
    public void Answered()
    {
        _failingSince = null;
        _unknownSince = null;
        _blind = TimeSpan.Zero;
        _unknownLooks = 0;
        _hasReached = true;
    }

    public bool Bears(FirecrestException failure)
    {
        var lasted = clock.Since(_lookedAt) - _paused;
        (_lookedAt, _paused) = (clock.Timestamp, TimeSpan.Zero);
        if (failure is FirecrestApiException { ErrorCode: var code } && code == FirecrestErrorCode.JobNotFound)
        {
            _failingSince = null;
            _hasReached = true;
            _unknownSince ??= clock.Timestamp;
            return GraceLeft > TimeSpan.Zero;
        }

        _blind += _unknownSince is not null && lasted > TimeSpan.Zero ? lasted : TimeSpan.Zero;
        if (failure is FirecrestRateLimitException || (OutlastsMaintenance && Maintenance.Shows(failure)))
        {
            // It is known why there is no answer, and that there will be one.
            _failingSince = null;
            return true;
        }

        // Counted from the first failure: the pause before it was ours, and tells nothing of the server.
        _failingSince ??= clock.Timestamp;

        // Reading changes nothing, so whatever is not a plain refusal may be better next time; and so may what gave good tokens before.
        return (failure.Outcome != OutcomeClass.Refused || (_hasReached && failure is FirecrestAuthenticationException { IsLocal: true }))
            && clock.Since(_failingSince.Value) < outageTolerance;
    }

    /// <summary>The pause after a failure that is borne: what the server asks for; and a job that vanished is looked for several times within its grace, however long the pauses have become.</summary>
    public TimeSpan PauseAfter(FirecrestException failure, TimeSpan pause, PollSchedule schedule)
    {
        if (failure is FirecrestNotFoundException)
        {
            return _paused = Shorter(pause, Shorter(schedule.DelayAfter(_unknownLooks++), GraceLeft));
        }

        _paused = pause = failure is FirecrestApiException { RetryAfter: { } told } && told > pause ? told : pause;
        _blind += _unknownSince is null ? TimeSpan.Zero : pause;
        return pause;
    }

    /// <summary>The time of looks that failed otherwise, and after them, does not count: it could not have found the job.</summary>
    private TimeSpan GraceLeft
    {
        get
        {
            var looked = clock.Since(_unknownSince ?? clock.Timestamp) - _blind;
            return looked > TimeSpan.Zero ? notFoundGrace - looked : notFoundGrace;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
