using System.Runtime.ExceptionServices;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Authorization;

/// <summary>Keeps the token of one client and renews it in time, with one request however many callers wait for it.</summary>
/// <remarks>
/// Each mode has its own gate, so that a synchronous caller never waits for asynchronous work. Life is counted on the monotonic clock: from the moment
/// the token arrived or, where a token tells only its end on the issuer's clock, along the time that the server's answers tell.
/// </remarks>
internal sealed class TokenCache(IAuthorization authorization, HttpClient http, TimeSpan networkTimeout, Clock clock, ILogger logger)
{
    /// <summary>FirecREST 2.5 refuses tokens with less than 30 s left.</summary>
    private static readonly TimeSpan MinimumMargin = TimeSpan.FromSeconds(31);

    private static readonly TimeSpan MaximumMargin = TimeSpan.FromSeconds(90);

    private readonly Gate _syncGate = new();
    private readonly Gate _asyncGate = new();
    private volatile Entry? _current;
    private volatile ServerTime? _serverTime;

    /// <summary>The kept token, or a new one. A token that the server has just refused is given with the reason; any other kept one is good.</summary>
    public async ValueTask<AccessToken> GetToken(AccessToken? refused, string? reason, bool async, CancellationToken cancellationToken)
    {
        if (Kept(refused) is { } kept)
        {
            return kept;
        }

        var gate = async ? _asyncGate : _syncGate;
        var failuresBefore = Volatile.Read(ref gate.Failures);
        using var held = await gate.Semaphore.Enter(async, cancellationToken).ConfigureAwait(false);
        try
        {
            if (Kept(refused) is { } renewed)
            {
                return renewed;
            }

            if (gate.Failures != failuresBefore)
            {
                // The fetch that this caller waited for failed: its failure is this caller's too, instead of one more request each.
                ExceptionDispatchInfo.Throw(gate.LastFailure!);
            }

            return await Fetch(refused, reason, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestAuthenticationException exception) when (!ReferenceEquals(exception, gate.LastFailure))
        {
            gate.LastFailure = exception;
            Volatile.Write(ref gate.Failures, gate.Failures + 1);
            throw;
        }
    }

    /// <summary>How long before its end a token is renewed.</summary>
    internal static TimeSpan Margin(TimeSpan lifetime)
    {
        var share = lifetime * 0.3;
        var margin = share < MaximumMargin ? share : MaximumMargin;
        return margin < MinimumMargin && lifetime > MinimumMargin ? MinimumMargin : margin;
    }

    /// <summary>True while a token is kept whose end is on the issuer's clock.</summary>
    public bool NeedsServerTime => _current is { Token.EndsOnIssuersClock: true };

    /// <summary>Takes the time from the Date header of an answer, for tokens that end on the issuer's clock.</summary>
    public void LearnServerTime(DateTimeOffset now) => _serverTime = new ServerTime(now, clock.Timestamp);

    private AccessToken? Kept(AccessToken? refused)
    {
        var entry = _current;
        return entry is null || ReferenceEquals(entry.Token, refused) || !IsUsable(entry) ? null : entry.Token;
    }

    private bool IsUsable(Entry entry)
    {
        var age = clock.Since(entry.Received);
        if (!entry.Token.EndsOnIssuersClock)
        {
            return entry.Lifetime is not { } lifetime || age < lifetime - Margin(lifetime);
        }

        // A life that the token does not tell follows from the server's time, which may be known only since the answer to its first use.
        var left = entry.Token.ExpiresOn!.Value - IssuerNow();
        return left > Margin(entry.Token.Lifetime ?? left + age);
    }

    private DateTimeOffset IssuerNow() => _serverTime is { } known ? known.Date + clock.Since(known.Heard) : clock.UtcNow;

    private async ValueTask<AccessToken> Fetch(AccessToken? refused, string? reason, bool async, CancellationToken cancellationToken)
    {
        var context = new AuthorizationContext(http) { ForceRefresh = refused is not null, Reason = reason, NetworkTimeout = networkTimeout, TimeProvider = clock.Time };
        var token = await Tracing.Within(FirecrestTelemetry.Spans.Token, null, _ => async
            ? authorization.GetAccessTokenAsync(context, cancellationToken)
            : new(authorization.GetAccessToken(context, cancellationToken))).ConfigureAwait(false);
        var lifetime = token.Lifetime ?? token.ExpiresOn - (token.EndsOnIssuersClock ? IssuerNow() : clock.UtcNow);
        _current = token.CanBeKept ? new Entry(token, clock.Timestamp, lifetime) : null;
        Log.TokenObtained(logger, lifetime, reason);
        return token;
    }

    private sealed record ServerTime(DateTimeOffset Date, long Heard);

    private sealed record Entry(AccessToken Token, long Received, TimeSpan? Lifetime);

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public long Failures;

        public Exception? LastFailure;
    }
}
