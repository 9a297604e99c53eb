namespace Firecrest.Client.Transfers;

/// <summary>Starts an upload through an object store, or takes up one that was recorded.</summary>
internal sealed class UploadStart(TransferTools tools, string systemName, LocalSource source, RemotePath target, TransferOptions options, string description)
    : StagedStart(tools, systemName, options, description)
{
    public async ValueTask<Transfer> Run(Func<RemotePath, bool, CancellationToken, ValueTask<ManifestTarget?>> lookAtTarget, bool async, CancellationToken cancellationToken)
    {
        using var found = Read(ManifestHeader.Upload, target, source.State?.Path ?? "");
        var reason = found.Unusable;
        if (found.Header is { } header)
        {
            var half = Tools.Backend.GetSystemHalf(SystemName, header);
            reason = await FindObstacle(header, half, found.Entries, async, cancellationToken).ConfigureAwait(false);
            if (reason is null)
            {
                return TakeUp(header, half, found);
            }

            await StartOver(half, reason, async, cancellationToken).ConfigureAwait(false);
        }

        var before = await lookAtTarget(target, async, cancellationToken).ConfigureAwait(false);
        var staged = await Tools.Backend.StartStagedUpload(SystemName, target, source.Length, Options.Account, async, cancellationToken).ConfigureAwait(false);
        var manifest = await Record(staged.Half, () => Describe(staged, before), found, async, cancellationToken).ConfigureAwait(false);
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
        if (!joined && ExpiryOf(Staged(header, half).ExpiresOn, Tools.Clock.UtcNow) is { } expired)
        {
            return expired;
        }

        var state = await half.Look(async, cancellationToken).ConfigureAwait(false);
        return state.IsOver && !(joined && state.Succeeded) ? $"{half.Description}, which was to fetch the file, {state.Text}" : null;
    }

    private StagedUploadTransfer TakeUp(ManifestHeader header, SystemHalf half, FoundManifest found)

        // Written anew, so that a torn last line is gone before the next one follows it.
        => Create(Staged(header, half), header.Before, TransferManifest.Create(Options.ManifestPath!, header, found.Entries, found), found.Entries, null);

    private static StagedUpload Staged(ManifestHeader header, SystemHalf half) => new()
    {
        PartAddresses = header.PartAddresses,
        PartSize = header.PartSize,
        CompleteAddress = header.CompleteAddress,
        FormFields = header.FormFields,
        Headers = header.Headers,
        Half = half,
    };

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
        Headers = staged.Headers,
        Before = before,
    };
}
