using System.Buffers;
using System.Net;
using System.Security.Authentication;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Http;

/// <summary>Sends requests to an object store, by addresses that work without a token: none is ever sent there.</summary>
internal sealed class StagingConnection : IDisposable
{
    /// <summary>Large enough that switching between file and connection does not show.</summary>
    public const int BufferSize = 256 * 1024;

    private readonly FirecrestClientOptions _options;
    private readonly Clock _clock;
    private readonly ILogger _logger;
    private readonly string _userAgent;
    private readonly CancellationToken _disposed;
    private readonly HttpClient _http;

    public StagingConnection(FirecrestClientOptions options, Clock clock, ILogger logger, string userAgent, CancellationToken disposed)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _userAgent = userAgent;
        _disposed = disposed;
        _http = options.StagingHttpClient ?? new HttpClient(Connections.CreateHandler(options.Network)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Not the shared pool, which keeps what a thread of a synchronous transfer gave back for that thread, and it ends.</summary>
    public ArrayPool<byte> Buffers { get; } = ArrayPool<byte>.Create(BufferSize, 256);

    public bool AllowsInsecureHttp => _options.AllowInsecureHttp;

    /// <summary>Sends a request, each attempt from its start, until it succeeds, fails for good or was repeated often enough.</summary>
    public async ValueTask<T> Send<T>(StagingRequest<T> request, bool async, CancellationToken cancellationToken)
    {
        var lost = false;
        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            StorageException failure;
            TimeSpan delay;
            try
            {
                return await Attempt(request, async, cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException exception)
            {
                exception.FollowsLostAnswer = lost;
                delay = exception.RetryAfter ?? _options.Retry.DelayBefore(attempt - 1);
                if (!exception.IsTransient || attempt > _options.Retry.MaxRetries || delay > _options.Retry.MaxRetryDelay || waited + delay > _options.Retry.Budget)
                {
                    throw;
                }

                failure = exception;
            }

            lost |= failure.Status is null or >= HttpStatusCode.InternalServerError;
            Log.PartRepeated(_logger, request.What, attempt, delay, failure.Message);
            await _clock.Delay(delay, async, cancellationToken).ConfigureAwait(false);
            waited += delay;
            Repeats(request.Method, failure, delay);
        }
    }

    public void Dispose()
    {
        if (_options.StagingHttpClient is null)
        {
            _http.Dispose();
        }
    }

    private static void Repeats(HttpMethod method, StorageException failure, TimeSpan waited)
    {
        var reason = Tracing.RetryReason(failure);
        FirecrestTelemetry.Retries.Add(1, new(FirecrestTelemetry.Tags.Method, method.Method), new(FirecrestTelemetry.Tags.RetryReason, reason));
        Tracing.AddRetry(Tracing.Current, reason, waited);
    }

    private async ValueTask<T> Attempt<T>(StagingRequest<T> request, bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(FirecrestClient));
        using var guard = new StallGuard(request.StallTimeout, _clock.Time, cancellationToken, _disposed);
        try
        {
            using var message = Create(request, guard);
            using var response = async
                ? await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false)
                : _http.Send(message, HttpCompletionOption.ResponseHeadersRead, guard.Token);
            guard.Touch();
            return response.IsSuccessStatusCode
                ? await request.Read(response, guard).ConfigureAwait(false)
                : throw await Refused(request, response, async, guard).ConfigureAwait(false);
        }
        catch (Exception exception) when (guard.Token.IsCancellationRequested && exception is not LocalFileException)
        {
            // Whatever the cancellation looks like where it struck: reading synchronously, it is a stream that was closed.
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(FirecrestClient));
            throw new StorageException($"{request.What}: no byte moved for {request.StallTimeout:c} ({request.Limit}).") { Outcome = OutcomeClass.Unknown };
        }
        catch (OperationCanceledException exception) when (_http.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new StorageException(
                $"{request.What}: {request.Address.Host} gave no answer in time: StagingHttpClient ends each request after {_http.Timeout:c} (its Timeout), however well it goes. Set that to Timeout.InfiniteTimeSpan; StallTimeout ends what does not move.",
                exception)
            { Outcome = OutcomeClass.Unknown };
        }
        catch (OperationCanceledException exception)
        {
            throw new StorageException($"{request.What}: {request.Address.Host} could not be reached in time.", exception) { Outcome = OutcomeClass.Unknown };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new StorageException($"{request.What}: the connection to {request.Address.Host} failed: {FirecrestConnectionException.Words(exception)}", exception)
            {
                Outcome = exception.GetBaseException() is AuthenticationException ? OutcomeClass.Refused : OutcomeClass.Unknown,
            };
        }
    }

    private HttpRequestMessage Create<T>(StagingRequest<T> request, StallGuard guard)
    {
        var message = new HttpRequestMessage(request.Method, request.Address)
        {
            // A connection for each part: over one, parallel parts would share its window.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = request.Content?.Invoke(guard),
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        request.Prepare?.Invoke(message);
        return message;
    }

    private async ValueTask<StorageException> Refused<T>(StagingRequest<T> request, HttpResponseMessage response, bool async, StallGuard guard)
    {
        var body = await StorageAnswer.ReadText(response, async, guard).ConfigureAwait(false);
        var status = response.StatusCode;
        var code = StorageAnswer.Element(body, "Code");
        var now = response.Headers.Date ?? _clock.UtcNow;
        var expiry = request.ExpiresOn ?? PresignedAddress.ExpiresOn(request.Address);
        var expired = (int)status is 400 or 401 or 403 && (expiry <= now || code == "ExpiredToken");
        var words = Redaction.Apply(StorageAnswer.Element(body, "Message"));
        var reason = expired ? $"its address was valid until {expiry:u} only"
            : $"the object store at {request.Address.Host} answered {(int)status}{(code.Length > 0 ? $" ({code})" : "")}{(words.Length > 0 ? $": {words}" : "")}";
        return new StorageException($"{request.What}: {reason}.")
        {
            Status = status,
            Code = code,
            HasExpired = expired,
            Outcome = (int)status is >= 500 and not 501 or 408 or 429 || code is "RequestTimeout" or "SlowDown" ? OutcomeClass.Unknown : OutcomeClass.Refused,
            RetryAfter = RetryAfter(response, now),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
        => response.Headers.RetryAfter is { } told ? told.Delta ?? (told.Date > now ? told.Date - now : TimeSpan.Zero) : null;
}

/// <summary>One request to an object store.</summary>
/// <param name="What">What it is for, to begin a message with; never its address.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">The presigned address.</param>
/// <param name="StallTimeout">How long no byte may move.</param>
/// <param name="Read">Reads a successful answer.</param>
internal sealed record StagingRequest<T>(string What, HttpMethod Method, Uri Address, TimeSpan StallTimeout, Func<HttpResponseMessage, StallGuard, ValueTask<T>> Read)
{
    /// <summary>Makes the content for an attempt.</summary>
    public Func<StallGuard, HttpContent>? Content { get; init; }

    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>What the limit is, for messages.</summary>
    public string Limit { get; init; } = nameof(TransferOptions.StallTimeout);

    /// <summary>When it ends to be valid, when the address does not tell.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }
}
