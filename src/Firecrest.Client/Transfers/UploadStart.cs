namespace Firecrest.Client.Transfers;

/// <summary>Starts an upload through an object store, or takes up one that was recorded.</summary>
internal sealed class UploadStart(TransferTools tools, string systemName, LocalSource source, RemotePath target, TransferOptions options, string description)
    : StagedStart(tools, systemName, options, description)
{
    public async ValueTask<Transfer> Run(Func<RemotePath, bool, CancellationToken, ValueTask<ManifestTarget?>> lookAtTarget, bool async, CancellationToken cancellationToken)
    {
        var (header, entries, reason) = Read(ManifestHeader.Upload, target, source.State?.Path ?? "");
        if (header is not null)
        {
            var half = Tools.Backend.GetSystemHalf(SystemName, header);
            reason = await FindObstacle(header, half, entries, async, cancellationToken).ConfigureAwait(false);
            if (reason is null)
            {
                return TakeUp(header, half, entries);
            }

            await StartOver(half, reason, async, cancellationToken).ConfigureAwait(false);
        }

        var before = await lookAtTarget(target, async, cancellationToken).ConfigureAwait(false);
        var staged = await Tools.Backend.StartStagedUpload(SystemName, target, source.Length, Options.Account, async, cancellationToken).ConfigureAwait(false);
        var manifest = await Record(staged.Half, () => Describe(staged, before), async, cancellationToken).ConfigureAwait(false);
        return Create(staged, before, manifest, [], reason);
    }

    /// <summary>Null when the recorded transfer can go on, else why not.</summary>
    private async ValueTask<string?> FindObstacle(ManifestHeader header, SystemHalf half, IReadOnlyList<ManifestEntry> entries, bool async, CancellationToken cancellationToken)
    {
        if (header.Length != source.Length || header.Modified != source.State?.ModifiedTicks)
        {
            return "the file has changed since";
        }

        // Once the parts are joined the addresses are of no more use, and the job may be over.
        var joined = entries.Any(static entry => entry.Joined == true);
        if (!joined && ExpiryOf(header.PartAddresses is [var first, ..] ? first : null, Tools.Clock.UtcNow) is { } expired)
        {
            return expired;
        }

        var state = await half.Look(async, cancellationToken).ConfigureAwait(false);
        return state.IsOver && !(joined && state.Succeeded) ? $"{half.Description}, which was to fetch the file, {state.Text}" : null;
    }

    private StagedUploadTransfer TakeUp(ManifestHeader header, SystemHalf half, IReadOnlyList<ManifestEntry> entries)
    {
        var staged = new StagedUpload
        {
            PartAddresses = header.PartAddresses,
            PartSize = header.PartSize,
            CompleteAddress = header.CompleteAddress,
            FormFields = header.FormFields,
            Half = half,
        };

        // Written anew, so that a torn last line is gone before the next one follows it.
        return Create(staged, header.Before, TransferManifest.Create(Options.ManifestPath!, header, entries), entries, null);
    }

    private StagedUploadTransfer Create(StagedUpload staged, ManifestTarget? before, TransferManifest? manifest, IReadOnlyList<ManifestEntry> entries, string? startedOver)
        => new(Tools, SystemName, source, target, before, staged, manifest, entries, Options, Description, startedOver);

    private ManifestHeader Describe(StagedUpload staged, ManifestTarget? before) => new()
    {
        Direction = ManifestHeader.Upload,
        Server = Tools.Server,
        SystemName = SystemName,
        RemotePath = target.ToString(),
        LocalPath = source.State!.Path,
        Length = source.Length,
        Modified = source.State.ModifiedTicks,
        Half = staged.Half.Id,
        OutputLog = staged.Half.Logs.Output?.ToString(),
        ErrorLog = staged.Half.Logs.Error?.ToString(),
        PartSize = staged.PartSize,
        PartAddresses = staged.PartAddresses,
        CompleteAddress = staged.CompleteAddress,
        FormFields = staged.FormFields,
        Before = before,
    };
}
