namespace Firecrest.Client.Transfers;

/// <summary>A file that goes up within one request.</summary>
internal sealed class DirectUpload(TransferTools tools, string systemName, LocalSource source, RemotePath target, TransferOptions options, string description)
    : Transfer(systemName, description)
{
    public override string Direction => Sent;

    public override TransferMethod Method => TransferMethod.Direct;

    public override long Length => source.Length;

    public override async ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken)
    {
        var meter = new TransferMeter(this, options.Progress, tools.Clock.Time);
        meter.Enter(TransferPhase.Moving);
        await tools.Backend.Upload(SystemName, source.Whole, target, async, cancellationToken).ConfigureAwait(false);
        meter.Add(Length);
        string? sum = null;
        if (options.Verification == TransferVerification.Sha256)
        {
            // The size was looked at already.
            meter.Enter(TransferPhase.Verifying);
            sum = await new TransferProof(tools, SystemName, options).CheckUpload(source, target, null, async, cancellationToken).ConfigureAwait(false);
        }

        meter.Enter(TransferPhase.Done);
        return Result() with { Sha256 = sum };
    }
}

/// <summary>A file that comes down within one request, into memory and from there to its place.</summary>
internal sealed class DirectDownload(TransferTools tools, string systemName, RemotePath source, FileStat before, DownloadTarget target, TransferOptions options, string description)
    : Transfer(systemName, description)
{
    private long _length = before.Size;

    public override string Direction => Received;

    public override TransferMethod Method => TransferMethod.Direct;

    public override long Length => _length;

    public override async ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken)
    {
        var meter = new TransferMeter(this, options.Progress, tools.Clock.Time);
        meter.Enter(TransferPhase.Moving);
        var content = await tools.Backend.Download(SystemName, source, before, async, cancellationToken).ConfigureAwait(false);
        meter.Add(Math.Min(content.Length, Length));
        _length = content.Length;
        string? sum = null;
        if (options.Verification == TransferVerification.Sha256)
        {
            meter.Enter(TransferPhase.Verifying);
            sum = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content)).ToLowerInvariant();
            await new TransferProof(tools, SystemName, options).Compare(source, sum, async, cancellationToken).ConfigureAwait(false);
        }

        await target.Write(content, async, cancellationToken).ConfigureAwait(false);
        meter.Enter(TransferPhase.Done);
        return Result() with { Sha256 = sum };
    }
}
