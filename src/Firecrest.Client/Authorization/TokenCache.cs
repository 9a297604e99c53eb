using System.Runtime.ExceptionServices;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Authorization;

/// <summary>Keeps the token of one client and renews it in time, with one request however many callers wait for it.</summary>
/// <remarks>
/// Each mode has its own gate, so that a synchronous caller never waits for asynchronous work. Life is counted on the monotonic clock from the moment
/// the token arrived.
/// </remarks>
internal sealed class TokenCache(IAuthorization authorization, HttpClient http, Clock clock, ILogger logger)
{
    /// <summary>FirecREST 2.5 refuses tokens with less than 30 s left.</summary>
    private static readonly TimeSpan MinimumMargin = TimeSpan.FromSeconds(31);

    private static readonly TimeSpan MaximumMargin = TimeSpan.FromSeconds(90);

    private readonly Gate _syncGate = new();
    private readonly Gate _asyncGate = new();
    private volatile Entry? _current;

    /// <summary>The kept token, or a new one. A token that the server has just refused is given with the reason; any other kept one is good.</summary>
    public async ValueTask<AccessToken> GetToken(AccessToken? refused, string? reason, bool async, CancellationToken cancellationToken)
    {
        if (Kept(refused) is { } kept)
        {
            return kept;
        }

        var gate = async ? _asyncGate : _syncGate;
        var failuresBefore = Volatile.Read(ref gate.Failures);
        if (async)
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            gate.Semaphore.Wait(cancellationToken);
        }

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
        finally
        {
            gate.Semaphore.Release();
        }
    }

    /// <summary>How long before its end a token is renewed.</summary>
    internal static TimeSpan Margin(TimeSpan lifetime)
    {
        var share = lifetime * 0.3;
        var margin = share < MaximumMargin ? share : MaximumMargin;
        return margin < MinimumMargin && lifetime > MinimumMargin ? MinimumMargin : margin;
    }

    private AccessToken? Kept(AccessToken? refused)
    {
        var entry = _current;
        return entry is null || ReferenceEquals(entry.Token, refused) || clock.Since(entry.Received) >= entry.UsableFor ? null : entry.Token;
    }

    private async ValueTask<AccessToken> Fetch(AccessToken? refused, string? reason, bool async, CancellationToken cancellationToken)
    {
        var context = new AuthorizationContext(http) { ForceRefresh = refused is not null, Reason = reason, TimeProvider = clock.Time };
        var token = async
            ? await authorization.GetAccessTokenAsync(context, cancellationToken).ConfigureAwait(false)
            : authorization.GetAccessToken(context, cancellationToken);
        var lifetime = token.ExpiresOn - clock.UtcNow;
        _current = new Entry(token, clock.Timestamp, lifetime is { } life ? life - Margin(life) : TimeSpan.MaxValue);
        Log.TokenObtained(logger, lifetime, reason);
        return token;
    }

    private sealed record Entry(AccessToken Token, long Received, TimeSpan UsableFor);

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public long Failures;

        public Exception? LastFailure;
    }
}
