using System.Net;
using System.Text.Json;
using Firecrest.Client.Authorization;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Http;

/// <summary>Sends a request: token, attempts, time limits, errors. Knows no path of the API.</summary>
internal sealed class FirecrestPipeline : IDisposable
{
    private static readonly Action<object?> Cancel = static state => ((CancellationTokenSource)state!).Cancel();

    private readonly Uri _baseAddress;
    private readonly FirecrestClientOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly HttpMessageHandler? _ownHandler;
    private readonly HttpClient _tokenHttp;
    private readonly TokenCache _tokens;
    private readonly RetryPolicy _retries;
    private readonly string _userAgent;
    private readonly bool _encrypted;
    private readonly CancellationTokenSource _disposal = new();
    private readonly TimeLimits _timeLimits;
    private readonly Lazy<StagingConnection> _staging;
    private volatile Version? _serverVersion;

    public FirecrestPipeline(Uri baseAddress, IAuthorization authorization, FirecrestClientOptions options, Func<Clock, RequestGate>? createGate = null)
    {
        _baseAddress = ServerAddress.Normalise(baseAddress, options.AllowInsecureHttp, nameof(baseAddress));
        _encrypted = _baseAddress.Scheme == Uri.UriSchemeHttps;
        _options = options;
        _ownHandler = options.HttpClient is null ? Connections.CreateHandler(options.Network) : null;
        _http = options.HttpClient ?? new HttpMessageInvoker(_ownHandler!);
        _tokenHttp = options.HttpClient ?? Connections.CreateClient(options.Network);
        _userAgent = UserAgent.Create(options.ApplicationId);
        Clock = new Clock(options.TimeProvider, _disposal.Token);
        Logger = options.LoggerFactory.CreateLogger("Firecrest.Client");
        _tokens = new TokenCache(authorization, _tokenHttp, options.NetworkTimeout, Clock, Logger);
        _timeLimits = new TimeLimits(options.NetworkTimeout, options.TimeProvider);
        _retries = new RetryPolicy(options.Retry, Clock, Logger);
        _serverVersion = options.ServerVersion;
        _staging = new Lazy<StagingConnection>(() => new StagingConnection(_options, Clock, Logger, _userAgent, _disposal.Token));
        Gate = createGate?.Invoke(Clock);
    }

    /// <summary>The connection to object stores, made when it is first needed.</summary>
    public StagingConnection Staging => _staging.Value;

    public Uri BaseAddress => _baseAddress;

    public Clock Clock { get; }

    public ILogger Logger { get; }

    /// <summary>What requests wait at for their turn; null when none does.</summary>
    public RequestGate? Gate { get; }

    public int MaxRetries => _options.Retry.MaxRetries;

    /// <summary>The server's version if it is known: told by the options, or by a header that holds a full number.</summary>
    public Version? ServerVersion => _serverVersion;

    public T Send<T>(ApiRequest<T> request, CancellationToken cancellationToken)
        => SendCore(request, async: false, cancellationToken).EnsureCompleted();

    public Task<T> SendAsync<T>(ApiRequest<T> request, CancellationToken cancellationToken)
        => SendCore(request, async: true, cancellationToken).AsTask();

    public ValueTask<T> SendCore<T>(ApiRequest<T> request, bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, typeof(FirecrestClient));
        return CallObservation.IsWanted ? SendObserved(request, async, cancellationToken) : Execute(request, null, async, cancellationToken);
    }

    public void Dispose()
    {
        _disposal.Cancel();
        if (_staging.IsValueCreated)
        {
            _staging.Value.Dispose();
        }

        if (_ownHandler is not null)
        {
            _tokenHttp.Dispose();
            _ownHandler.Dispose();
        }
    }

    private async ValueTask<T> SendObserved<T>(ApiRequest<T> request, bool async, CancellationToken cancellationToken)
    {
        // The query may hold what is nobody else's business; that there is one is told as the runtime does.
        var address = new Uri(_baseAddress, request.Path + (request.Query?.ToString() is { Length: > 0 } ? "?*" : ""));
        using var observation = new CallObservation(request.Method, request.Path.Template, request.SystemName, address, Clock);
        try
        {
            return await Execute(request, observation, async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            observation.Fails(failure);
            throw;
        }
    }

    private ValueTask<T> Execute<T>(ApiRequest<T> request, CallObservation? observation, bool async, CancellationToken cancellationToken)
    {
        var call = new ApiCall<T>(request, async, cancellationToken) { Started = Clock.Timestamp, Attempts = 1, Observation = observation };
        return _retries.Execute(call, static (call, pipeline) => pipeline.Attempt(call), this, cancellationToken);
    }

    private async ValueTask<T> Attempt<T>(ApiCall<T> call)
    {
        try
        {
            var token = await _tokens.GetToken(null, null, call.Async, call.CancellationToken).ConfigureAwait(false);
            var answer = await Exchange(call, token).ConfigureAwait(false);
            if (answer.Response.StatusCode == HttpStatusCode.Unauthorized)
            {
                answer = await ResendWithFreshToken(call, token, answer).ConfigureAwait(false);
            }

            using (answer)
            {
                return Read(call, answer);
            }
        }
        catch (FirecrestAuthenticationException) when (_disposal.IsCancellationRequested)
        {
            // The request for a token ended with the connection that it went over.
            throw new ObjectDisposedException(nameof(FirecrestClient));
        }
    }

    private async ValueTask<ApiAnswer> ResendWithFreshToken<T>(ApiCall<T> call, AccessToken refused, ApiAnswer answer)
    {
        var reason = ErrorReader.Read(answer.Response, answer.Body, call.Facts, ServerVersion).ServerMessage;
        var fresh = await _tokens.GetToken(refused, reason, call.Async, call.CancellationToken).ConfigureAwait(false);
        if (fresh.Value == refused.Value)
        {
            return answer;
        }

        answer.Dispose();
        return await Exchange(call, fresh).ConfigureAwait(false);
    }

    private ValueTask<ApiAnswer> Exchange<T>(ApiCall<T> call, AccessToken token) => Gate is null ? ExchangeNow(call, token) : ExchangeInTurn(Gate, call, token);

    private async ValueTask<ApiAnswer> ExchangeInTurn<T>(RequestGate gate, ApiCall<T> call, AccessToken token)
    {
        var held = await gate.Enter(call.Request.Path, call.Attempts, call.Async, call.CancellationToken).ConfigureAwait(false);
        var started = Clock.Timestamp;
        HttpResponseMessage? response = null;
        try
        {
            if (held > TimeSpan.Zero)
            {
                FirecrestTelemetry.ThrottleDelay.Record(held.TotalSeconds, new KeyValuePair<string, object?>(FirecrestTelemetry.Tags.ThrottleCause, FirecrestTelemetry.ThrottleCauses.Pace));
                Log.Throttled(Logger, call.Request.Method, call.Request.Path, held);
            }

            var answer = await ExchangeNow(call, token).ConfigureAwait(false);
            response = answer.Response;
            return answer;
        }
        finally
        {
            gate.Leave(call.Request.Path, response, Clock.Since(started));
        }
    }

    private async ValueTask<ApiAnswer> ExchangeNow<T>(ApiCall<T> call, AccessToken token)
    {
        var limited = _timeLimits.Start();
        try
        {
            using var cancelled = call.CancellationToken.UnsafeRegister(Cancel, limited);
            using var disposed = _disposal.Token.UnsafeRegister(Cancel, limited);
            using var message = CreateMessage(call, token);
            var started = Clock.Timestamp;
            var response = call.Async
                ? await _http.SendAsync(message, limited.Token).ConfigureAwait(false)
                : _http.Send(message, limited.Token);
            var answer = await ApiAnswer.Read(response, call.Async, limited.Token).ConfigureAwait(false);
            Learn(response);
            call.Observation?.Answered(response.StatusCode);
            Log.Attempt(Logger, call.Request.Method, call.Request.Path, (int)response.StatusCode, Clock.Since(started), call.Attempts);
            return answer;
        }
        catch (OperationCanceledException exception) when (call.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, call.CancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, typeof(FirecrestClient));

            // Only the runtime's limit for making a connection has this at the bottom; those for a whole request have a cancellation.
            throw exception.GetBaseException() is TimeoutException unconnected
                ? FirecrestTimeoutException.ForConnection(call.Facts, _baseAddress, unconnected)
                : FirecrestTimeoutException.ForRequest(call.Facts, _options.NetworkTimeout);
        }
        catch (HttpRequestException exception)
        {
            throw FirecrestConnectionException.From(call.Facts, _baseAddress, exception);
        }
        catch (InvalidDataException exception)
        {
            // A body that is not compressed the way it says.
            throw FirecrestConnectionException.From(call.Facts, _baseAddress, new HttpRequestException(HttpRequestError.InvalidResponse, exception.Message, exception));
        }
        finally
        {
            _timeLimits.End(limited);
        }
    }

    private HttpRequestMessage CreateMessage<T>(ApiCall<T> call, AccessToken token)
    {
        var request = call.Request;
        var message = new HttpRequestMessage(request.Method, new Uri(_baseAddress, request.Path + request.Query))
        {
            // HTTP/2 has no synchronous send, HttpClient.Send throws for it; and without TLS there is no agreement on it.
            Version = call.Async && _encrypted ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,

            // Without any content the runtime of its own accord sends a request again when the connection ends without a byte of an answer.
            Content = request.Content?.Invoke() ?? (request.Kind is OperationKind.OnceOnly or OperationKind.Submit ? new ByteArrayContent([]) : null),
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation(ContentCoding.AcceptHeader, ContentCoding.Accepted);
        message.Headers.TryAddWithoutValidation(RequestId.Header, call.RequestId);
        message.Headers.TryAddWithoutValidation(token.HeaderName, token.HeaderValue);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private T Read<T>(ApiCall<T> call, ApiAnswer answer)
    {
        if (!answer.Response.IsSuccessStatusCode)
        {
            throw ErrorReader.Read(answer.Response, answer.Body, call.Facts, ServerVersion);
        }

        try
        {
            var result = call.Request.Read(answer.Body);
            return call.Request.ReadHead is { } readHead ? readHead(result, answer.Response) : result;
        }
        catch (JsonException exception)
        {
            throw ErrorReader.ReadUnexpected(answer.Response, answer.Body, call.Facts, ServerVersion, exception);
        }
    }

    /// <summary>For servers that tell their version in an answer; what the options say counts more.</summary>
    public void LearnServerVersion(Version version) => _serverVersion ??= version;

    private void Learn(HttpResponseMessage response)
    {
        if (_tokens.NeedsServerTime && response.Headers.Date is { } now)
        {
            _tokens.LearnServerTime(now);
        }

        // Usually the constant "2.x.x", which tells nothing.
        if (_serverVersion is null && response.Headers.NonValidated.TryGetValues("f7t-appversion", out var value)
            && Version.TryParse(value.ToString(), out var version) && version.Build >= 0)
        {
            _serverVersion = version;
        }
    }
}
