using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>Starts a download through an object store, or takes up one that was recorded.</summary>
internal sealed class DownloadStart(TransferTools tools, string systemName, RemotePath source, FileStat stat, DownloadTarget target, TransferOptions options, string description)
    : StagedStart(tools, systemName, options, description)
{
    public async ValueTask<Transfer> Run(bool async, CancellationToken cancellationToken)
    {
        using var found = Read(ManifestHeader.Download, source, target.Description);
        var reason = found.Unusable;
        if (found.Header is { } header)
        {
            var half = Tools.Backend.GetSystemHalf(SystemName, header);
            var (obstacle, isOver) = await FindObstacle(header, half, found.Entries, async, cancellationToken).ConfigureAwait(false);
            if (obstacle is null)
            {
                return TakeUp(header, half, found, isOver);
            }

            reason = obstacle;
            await StartOver(half, obstacle, async, cancellationToken).ConfigureAwait(false);
            File.Delete(header.PartialPath!);
        }

        var staged = await Tools.Backend.StartStagedDownload(SystemName, source, Options.Account, async, cancellationToken).ConfigureAwait(false);
        var partial = target.NewPartialPath();
        var manifest = await Record(staged.Half, () => Describe(staged, partial), found, async, cancellationToken).ConfigureAwait(false);
        return Create(staged, new DownloadState(partial, Options.PartSize, null, HalfIsOver: false), manifest, reason);
    }

    /// <summary>Why the recorded transfer cannot go on, and whether its job is known to be done.</summary>
    private async ValueTask<(string? Obstacle, bool IsOver)> FindObstacle(
        ManifestHeader header, SystemHalf half, IReadOnlyList<ManifestEntry> entries, bool async, CancellationToken cancellationToken)
    {
        var arrived = entries.Any(static entry => entry.Part is not null);
        if (header.Length != stat.Size || header.Modified != stat.ModifyTime.ToUnixTimeSeconds())
        {
            return ("the file has changed since", false);
        }

        if (AddressOf(header, entries) is { } address && ExpiryOf(PresignedAddress.ExpiresOn(address), Tools.Clock.UtcNow) is { } expired)
        {
            return (expired, false);
        }

        if (arrived)
        {
            // What has arrived came from the store, so the job is done whether the scheduler still knows it or not.
            return new FileInfo(header.PartialPath!) is { Exists: true } partial && partial.Length == stat.Size ? (null, true) : ("what had arrived is gone", false);
        }

        var state = await half.Look(async, cancellationToken).ConfigureAwait(false);
        return state.IsOver && !state.Succeeded ? ($"{half.Description}, which was to bring the file, {state.Text}", false) : (null, false);
    }

    private StagedDownloadTransfer TakeUp(ManifestHeader header, SystemHalf half, FoundManifest found, bool isOver)
    {
        if (!isOver)
        {
            // Made and perhaps not yet of its size when the run before ended.
            File.Delete(header.PartialPath!);
        }

        var state = new DownloadState(header.PartialPath!, header.PartSize, isOver ? found.Entries : null, isOver);
        var manifest = TransferManifest.Create(Options.ManifestPath!, header, isOver ? found.Entries : [], found);
        var address = isOver ? AddressOf(header, found.Entries) : header.DownloadAddress;
        return Create(new StagedDownload { Address = address, Half = half }, state, manifest, null);
    }

    private static Uri? AddressOf(ManifestHeader header, IReadOnlyList<ManifestEntry> entries)
        => header.DownloadAddress ?? entries.LastOrDefault(static entry => entry.Address is not null)?.Address;

    private StagedDownloadTransfer Create(StagedDownload staged, DownloadState state, TransferManifest? manifest, string? startedOver)
        => new(Tools, SystemName, source, stat.Size, target, staged, state, manifest, Options, Description, startedOver);

    private ManifestHeader Describe(StagedDownload staged, string partial) => new()
    {
        Direction = ManifestHeader.Download,
        Server = Tools.Server,
        SystemName = SystemName,
        RemotePath = source.ToString(),
        LocalPath = target.Description,
        Length = stat.Size,
        Modified = stat.ModifyTime.ToUnixTimeSeconds(),
        Half = staged.Half.Id,
        OutputLog = staged.Half.Logs.Output?.ToString(),
        ErrorLog = staged.Half.Logs.Error?.ToString(),
        Link = staged.Half.Link?.ToString(),
        PartSize = Options.PartSize,
        DownloadAddress = staged.Address,
        PartialPath = partial,
    };
}
