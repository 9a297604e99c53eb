using System.Diagnostics;
using System.Globalization;
using Firecrest.Client;

namespace Firecrest.Benchmarks;

/// <summary>One transfer in a process of its own: <c>up|down LOCAL REMOTE MANIFEST SITE...</c>. Prints the seconds that bytes moved, and the peak of resident memory in KiB.</summary>
internal static class TransferRun
{
    public const string SystemName = "emulator";

    public static async Task Run(string[] args)
    {
        var (direction, local, remote, manifest) = (args[0], args[1], args[2], args[3]);
        using var client = TransferServer.CreateClient(args[4..]);
        var moving = new MovingTime();
        var options = new TransferOptions
        {
            Verification = manifest == "-" ? TransferVerification.None : TransferVerification.Sha256,
            ManifestPath = manifest == "-" ? null : manifest,
            Progress = moving,
            Wait = new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)) },
        };
        var result = direction == "up"
            ? await client.UploadAsync(SystemName, local, remote, options)
            : await client.DownloadAsync(SystemName, remote, local, options);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{moving.Elapsed.TotalSeconds:F3} {ResidentMemory.Peak()} {result.ResumedBytes} {result.StartedOver?.Replace(' ', '_') ?? "-"}"));
    }

    private sealed class MovingTime : IProgress<TransferProgress>
    {
        private long _start;

        public TimeSpan Elapsed { get; private set; }

        public void Report(TransferProgress value)
        {
            if (value.Phase == TransferPhase.Moving)
            {
                _start = _start == 0 ? Stopwatch.GetTimestamp() : _start;
            }
            else if (_start != 0 && Elapsed == TimeSpan.Zero)
            {
                Elapsed = Stopwatch.GetElapsedTime(_start);
            }
        }
    }
}
