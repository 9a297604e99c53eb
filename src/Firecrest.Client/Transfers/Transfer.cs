using System.Diagnostics;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;
using static Firecrest.Client.FirecrestTelemetry;

namespace Firecrest.Client.Transfers;

/// <summary>What a transfer works with.</summary>
internal sealed record TransferTools(Backend Backend, StagingConnection Staging, Clock Clock, ILogger Logger, string Server);

/// <summary>One file on its way.</summary>
internal abstract class Transfer(string systemName, string description)
{
    public const string Sent = "transmit";

    public const string Received = "receive";

    public string SystemName => systemName;

    /// <summary>For messages: <c>the upload of a to daint:/b</c>.</summary>
    public string Description => description;

    /// <summary>For telemetry: <see cref="Sent"/> or <see cref="Received"/>.</summary>
    public abstract string Direction { get; }

    public abstract TransferMethod Method { get; }

    public abstract long Length { get; }

    public virtual string? JobId => null;

    public virtual string? StartedOver => null;

    /// <summary>Runs within a span of its own.</summary>
    public ValueTask<TransferResult> RunTraced(bool async, CancellationToken cancellationToken)
        => Tracing.Within(Direction == Sent ? Spans.Upload : Spans.Download, SystemName, span => Run(span, async, cancellationToken));

    /// <summary>Runs within a span that is there already.</summary>
    public async ValueTask<TransferResult> Run(Activity? span, bool async, CancellationToken cancellationToken)
    {
        span?.SetTag(Tags.TransferMethod, Method.Value).SetTag(Tags.TransferSize, Length).SetTag(Tags.JobId, JobId);
        var result = await Run(async, cancellationToken).ConfigureAwait(false);
        span?.SetTag(Tags.ResumedBytes, result.ResumedBytes);
        return result;
    }

    public abstract ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken);

    public virtual ValueTask Abandon(bool async, CancellationToken cancellationToken) => default;

    protected TransferResult Result() => new() { Method = Method, Length = Length, StartedOver = StartedOver };
}
