using System.Diagnostics;
using System.Net;
using Firecrest.Client.Http;
using static Firecrest.Client.FirecrestTelemetry;

namespace Firecrest.Client.Diagnostics;

/// <summary>Tells those who listen of one call of the API and all its attempts: by a span, and by metrics when it is over.</summary>
internal sealed class CallObservation : IDisposable
{
    private readonly Clock _clock;
    private readonly long _started;
    private readonly Activity? _span;
    private readonly TagList _operation;
    private readonly Uri _address;
    private HttpStatusCode? _status;
    private string? _errorType;

    public CallObservation(HttpMethod method, string? template, string? systemName, Uri address, Clock clock)
    {
        _clock = clock;
        _started = clock.Timestamp;
        _address = address;
        _operation = new TagList { { Tags.Method, method.Method } };
        Tracing.Add(ref _operation, Tags.Template, template);
        Tracing.Add(ref _operation, Tags.SystemName, systemName);
        if (Source.HasListeners())
        {
            var tags = Tagged();
            tags.Add(Tags.Url, address.AbsoluteUri);
            _span = Source.StartActivity(template is null ? method.Method : $"{method.Method} {template}", ActivityKind.Client, default(ActivityContext), tags);
        }
    }

    /// <summary>False when nobody listens.</summary>
    public static bool IsWanted => Source.HasListeners() || OperationDuration.Enabled || Retries.Enabled || ThrottleDelay.Enabled;

    public void Answered(HttpStatusCode status) => _status = status;

    /// <summary>To be called when the wait is over.</summary>
    /// <param name="attempt">The number of the attempt that failed, from 1 on.</param>
    /// <param name="waited">How long was waited.</param>
    /// <param name="failure">Why.</param>
    public void Repeats(int attempt, TimeSpan waited, FirecrestException failure)
    {
        var reason = Tracing.RetryReason(failure);
        var tags = Tagged();
        tags.Add(Tags.RetryReason, reason);
        Retries.Add(1, tags);
        if (failure is FirecrestRateLimitException)
        {
            ThrottleDelay.Record(waited.TotalSeconds, new KeyValuePair<string, object?>(Tags.ThrottleCause, ThrottleCauses.Refusal));
        }

        _span?.SetTag(Tags.ResendCount, attempt);
        Tracing.AddRetry(_span, reason, waited);
    }

    public void Fails(Exception failure)
    {
        // The status of an earlier attempt is not that of a call without an answer.
        _status = failure is FirecrestApiException { StatusCode: var status } ? status : null;
        _errorType = Tracing.Fail(_span, failure);
    }

    public void Dispose()
    {
        if (OperationDuration.Enabled)
        {
            var tags = Tagged();
            Tracing.Add(ref tags, Tags.Status, (int?)_status);
            Tracing.Add(ref tags, Tags.ErrorType, _errorType);
            OperationDuration.Record(_clock.Since(_started).TotalSeconds, tags);
        }

        if (_status is { } status)
        {
            _span?.SetTag(Tags.Status, (int)status);
        }

        _span?.Dispose();
    }

    private TagList Tagged()
    {
        var tags = _operation;
        tags.Add(Tags.ServerAddress, _address.Host);
        tags.Add(Tags.ServerPort, _address.Port);
        return tags;
    }
}
