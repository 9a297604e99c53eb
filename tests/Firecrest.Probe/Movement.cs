using Firecrest.Client;

namespace Firecrest.Probe;

/// <summary>Uploads a file and downloads another one at the same time, each with a manifest, until somebody kills it.</summary>
public static class Movement
{
    public static TransferOptions Options(string manifest) => new()
    {
        PartSize = 5 * 1024 * 1024,
        Concurrency = 2,
        ManifestPath = manifest,
        StallTimeout = TimeSpan.FromMinutes(10),
        Wait = new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)) },
    };

    internal static async Task Run(Site site, bool async, string folder)
    {
        using var client = new FirecrestClient(site.Address, site.Authorization);
        RemotePath home = "/home/fireuser";
        var (up, down) = (Options(Path.Combine(folder, "up.manifest")), Options(Path.Combine(folder, "down.manifest")));
        var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "target"));
        if (async)
        {
            await Task.WhenAll(
                client.UploadAsync(site.SystemName, source, home / "uploaded", up),
                client.DownloadAsync(site.SystemName, home / "source", target, down));
        }
        else
        {
            var upload = new Thread(() => client.Upload(site.SystemName, source, home / "uploaded", up));
            upload.Start();
            client.Download(site.SystemName, home / "source", target, down);
            upload.Join();
        }
    }
}
