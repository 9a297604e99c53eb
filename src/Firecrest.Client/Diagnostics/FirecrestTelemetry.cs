using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Firecrest.Client;

/// <summary>What the traces, metrics and log of this library are called.</summary>
public static class FirecrestTelemetry
{
    /// <summary>The name of the source of spans, of the meter and of the log category: pass it to <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string Name = "Firecrest.Client";

    private const string Seconds = "s";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "firecrest.client.operation.duration", Seconds, "How long a call of the API took, with its retries and waits.", advice: DurationBuckets);

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "firecrest.client.retries", "{retry}", "Requests that were sent again after a failure.");

    internal static readonly Counter<long> MergedPolls = Meter.CreateCounter<long>(
        "firecrest.client.merged_polls", "{poll}", "Polls that joined the look of another instead of making one of their own.");

    internal static readonly Histogram<double> ThrottleDelay = Meter.CreateHistogram(
        "firecrest.client.throttle.delay", Seconds, "How long a request was held back to keep to the pace of the site.", advice: DurationBuckets);

    internal static readonly Counter<long> TransferBytes = Meter.CreateCounter<long>(
        "firecrest.client.transfer.io", "By", "Bytes of files that were moved; what is moved again after a failure counts once.");

    /// <summary>From a look at a job to a request that waited out a rate limit.</summary>
    private static InstrumentAdvice<double> DurationBuckets => new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] };

    /// <summary>Names of spans that stand for more than one request; that of a request is its method and template.</summary>
    internal static class Spans
    {
        public const string Submit = "submit job";
        public const string Wait = "wait for job";
        public const string Look = "look at jobs";
        public const string Upload = "upload file";
        public const string Download = "download file";
        public const string Token = "get token";
    }

    /// <summary>Names of events in spans.</summary>
    internal static class Events
    {
        public const string Retry = "retry";
        public const string State = "state";
        public const string Phase = "phase";
    }

    /// <summary>Names of tags. Those that OpenTelemetry has a convention for are called so.</summary>
    internal static class Tags
    {
        public const string Method = "http.request.method";
        public const string Template = "url.template";
        public const string Url = "url.full";
        public const string ServerAddress = "server.address";
        public const string ServerPort = "server.port";
        public const string Status = "http.response.status_code";
        public const string ErrorType = "error.type";
        public const string ResendCount = "http.request.resend_count";
        public const string Direction = "network.io.direction";
        public const string SystemName = "firecrest.system";
        public const string JobId = "firecrest.job.id";
        public const string JobState = "firecrest.job.state";
        public const string WasAdopted = "firecrest.job.adopted";
        public const string Polls = "firecrest.polls";
        public const string RetryReason = "firecrest.retry.reason";
        public const string RetryDelay = "firecrest.retry.delay";
        public const string ThrottleCause = "firecrest.throttle.cause";
        public const string TransferMethod = "firecrest.transfer.method";
        public const string TransferSize = "firecrest.transfer.size";
        public const string TransferPhase = "firecrest.transfer.phase";
        public const string ResumedBytes = "firecrest.transfer.resumed";
    }

    /// <summary>Values of <see cref="Tags.ThrottleCause"/>.</summary>
    internal static class ThrottleCauses
    {
        /// <summary>The client kept the request back, since the site had told a limit.</summary>
        public const string Pace = "pace";

        /// <summary>The server had turned the request away.</summary>
        public const string Refusal = "refusal";
    }
}
