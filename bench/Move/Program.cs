// One transfer in a process of its own: up|down LOCAL REMOTE MANIFEST SITE...
// Prints the seconds that bytes moved, the peak of resident memory in KiB, the bytes that an earlier run had moved, and why it started over.
using System.Diagnostics;
using System.Globalization;
using Firecrest.Benchmarks;
using Firecrest.Client;

var (direction, local, remote, manifest) = (args[0], args[1], args[2], args[3]);
using var client = Site.CreateClient(args[4..]);
var moving = new MovingTime();
var options = new TransferOptions
{
    Verification = manifest == "-" ? TransferVerification.None : TransferVerification.Sha256,
    ManifestPath = manifest == "-" ? null : manifest,
    Progress = moving,
    Wait = new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)) },
};
var result = direction == "up"
    ? await client.UploadAsync(Site.SystemName, local, remote, options)
    : await client.DownloadAsync(Site.SystemName, remote, local, options);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{moving.Elapsed.TotalSeconds:F3} {ResidentMemory.Peak()} {result.ResumedBytes} {result.StartedOver?.Replace(' ', '_') ?? "-"}"));

internal sealed class MovingTime : IProgress<TransferProgress>
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
