using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Transfers;

/// <summary>What a transfer works with.</summary>
internal sealed record TransferTools(Backend Backend, StagingConnection Staging, Clock Clock, ILogger Logger, string Server);

/// <summary>One file on its way.</summary>
internal abstract class Transfer(string systemName, string description)
{
    public string SystemName => systemName;

    /// <summary>For messages: <c>the upload of a to daint:/b</c>.</summary>
    public string Description => description;

    public abstract TransferMethod Method { get; }

    public abstract long Length { get; }

    public virtual string? JobId => null;

    public virtual string? StartedOver => null;

    public abstract ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken);

    public virtual ValueTask Abandon(bool async, CancellationToken cancellationToken) => default;

    protected TransferResult Result() => new() { Method = Method, Length = Length, StartedOver = StartedOver };
}
