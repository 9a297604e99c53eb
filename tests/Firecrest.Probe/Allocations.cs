using Firecrest.Client;

namespace Firecrest.Probe;

/// <summary>Tells what is allocated while a file moves up and down, once all code has run and all buffers are there.</summary>
internal static class Allocations
{
    public static async Task Run(Site site, bool async, string folder)
    {
        using var client = new FirecrestClient(site.Address, site.Authorization);
        RemotePath home = "/home/fireuser";
        foreach (var name in new[] { "small", "small", "large" })
        {
            var file = Path.Combine(folder, name);
            var (up, down) = (new MovingPhase(), new MovingPhase());
            if (async)
            {
                await client.UploadAsync(site.SystemName, file, home / name, Options(up));
                await client.DownloadAsync(site.SystemName, home / name, file + ".back", Options(down));
            }
            else
            {
                client.Upload(site.SystemName, file, home / name, Options(up));
                client.Download(site.SystemName, home / name, file + ".back", Options(down));
            }

            Console.WriteLine($"{name} {up.Allocated} {down.Allocated}");
        }
    }

    private static TransferOptions Options(MovingPhase phase) => new()
    {
        PartSize = 8 * 1024 * 1024,
        Verification = TransferVerification.None,
        Progress = phase,
        Wait = new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(50)) },
    };

    private sealed class MovingPhase : IProgress<TransferProgress>
    {
        private long? _start;

        public long Allocated { get; private set; }

        public void Report(TransferProgress value)
        {
            var now = GC.GetTotalAllocatedBytes(precise: true);
            if (value.Phase == TransferPhase.Moving)
            {
                _start ??= now;
            }
            else if (_start is { } start && Allocated == 0)
            {
                Allocated = now - start;
            }
        }
    }
}
