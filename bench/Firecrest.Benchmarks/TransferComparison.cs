using System.Diagnostics;
using System.Globalization;
using System.Text;
using Firecrest.Client;
using Firecrest.Client.V2;

namespace Firecrest.Benchmarks;

/// <summary>A file up and down against curl, with the same parts and as many at a time, to the same server, without verification; and the memory that it takes.</summary>
internal sealed class TransferComparison(TransferServer server, string mover, int mebibytes)
{
    private const int Rounds = 5;

    private const long MiB = 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-bench-").FullName;

    private string FilePath => Path.Combine(_folder, "file");

    public async Task Run()
    {
        MakeFile(FilePath, mebibytes * MiB);
        SplitFile();
        var (up, down) = (new List<(double Ours, double Curl)>(), new List<(double Ours, double Curl)>());
        for (var round = 0; round < Rounds; round++)
        {
            var ours = (await Move("up", FilePath, "/home/fireuser/file")).Seconds;
            up.Add((ours, await CurlUp()));
            ours = (await Move("down", Path.Combine(_folder, "back"), "/home/fireuser/file")).Seconds;
            down.Add((ours, await CurlDown()));
            Print($"round {round + 1}: up {up[^1].Ours:F2} s, curl -Z {up[^1].Curl:F2} s; down {down[^1].Ours:F2} s, curl {down[^1].Curl:F2} s");
        }

        Print($"| up | {Median(up, pair => pair.Ours):F2} | {Median(up, pair => pair.Curl):F2} | {Median(up, pair => pair.Curl) / Median(up, pair => pair.Ours):F2} |");
        Print($"| down | {Median(down, pair => pair.Ours):F2} | {Median(down, pair => pair.Curl):F2} | {Median(down, pair => pair.Curl) / Median(down, pair => pair.Ours):F2} |");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The peak of resident memory for a file of this size, up and down.</summary>
    public async Task MeasureMemory()
    {
        MakeFile(FilePath, mebibytes * MiB);
        var up = await Move("up", FilePath, "/home/fireuser/file");
        var down = await Move("down", Path.Combine(_folder, "back"), "/home/fireuser/file");
        Print($"| {mebibytes} MiB | {up.Resident / 1024.0:F1} | {down.Resident / 1024.0:F1} |");
        File.Delete(Path.Combine(server.Root, "home/fireuser/file"));
        Directory.Delete(_folder, recursive: true);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Median(List<(double Ours, double Curl)> rounds, Func<(double Ours, double Curl), double> choose) => rounds.Select(choose).Order().ElementAt(Rounds / 2);

    private static void MakeFile(string path, long length)
    {
        var block = new byte[MiB];
        using var file = File.Create(path);
        for (var written = 0L; written < length; written += block.Length)
        {
            Random.Shared.NextBytes(block);
            file.Write(block);
        }
    }

    /// <summary>curl sends whole files only.</summary>
    private void SplitFile()
    {
        using var file = File.OpenRead(FilePath);
        var part = new byte[TransferServer.PartSize];
        for (var number = 0; file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) is var read and > 0; number++)
        {
            using var target = File.Create(Path.Combine(_folder, $"part{number}"));
            target.Write(part, 0, read);
        }
    }

    private async Task<(double Seconds, long Resident)> Move(string direction, string local, string remote)
    {
        File.Delete(Path.Combine(_folder, "back"));
        var start = new ProcessStartInfo(mover, [direction, local, remote, "-", .. server.Site]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var words = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
        await process.WaitForExitAsync();
        return (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Sends and joins the parts; starting the job and waiting for it is left out, as it is of ours.</summary>
    private async Task<double> CurlUp()
    {
        using var client = Site.CreateClient(server.Site);
        var started = await client.V2.Transfer.UploadAsync(Site.SystemName, new TransferUploadRequest
        {
            SourcePath = "/home/fireuser/curled",
            Method = TransferMethod.S3,
            FileSize = mebibytes * MiB,
        });
        var parts = started.Directives.PartUploadUrls;
        var config = new StringBuilder();
        for (var part = 0; part < parts.Count; part++)
        {
            config.Append(CultureInfo.InvariantCulture, $"{(part == 0 ? "" : "next\n")}url = \"{parts[part].AbsoluteUri}\"\nupload-file = \"{_folder}/part{part}\"\ndump-header = \"{_folder}/head{part}\"\noutput = /dev/null\nfail\n");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "curl"), config.ToString());
        var watch = Stopwatch.StartNew();
        await RunCurl("--no-progress-meter", "-Z", "--parallel-max", "4", "-K", Path.Combine(_folder, "curl"));
        await Join(started.Directives);
        var seconds = watch.Elapsed.TotalSeconds;
        await client.GetJobHandle(Site.SystemName, started.Job.JobId).WaitForCompletionAsync(new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)) });
        return seconds;
    }

    private async Task Join(TransferDirectives directives)
    {
        var list = new StringBuilder("<CompleteMultipartUpload>");
        for (var part = 0; part < directives.PartUploadUrls.Count; part++)
        {
            var tag = File.ReadLines(Path.Combine(_folder, $"head{part}")).First(line => line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))[5..].Trim();
            list.Append(CultureInfo.InvariantCulture, $"<Part><PartNumber>{part + 1}</PartNumber><ETag>{tag}</ETag></Part>");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "list"), list.Append("</CompleteMultipartUpload>").ToString());
        await RunCurl("-s", "-f", "-o", "/dev/null", "--data-binary", "@" + Path.Combine(_folder, "list"), directives.CompleteUploadUrl!.AbsoluteUri);
    }

    private async Task<double> CurlDown()
    {
        using var client = Site.CreateClient(server.Site);
        var started = await client.V2.Transfer.DownloadAsync(Site.SystemName, new TransferDownloadRequest { SourcePath = "/home/fireuser/file", Method = TransferMethod.S3 });
        await client.GetJobHandle(Site.SystemName, started.Job.JobId).WaitForCompletionAsync(new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)) });
        File.Delete(Path.Combine(_folder, "back"));
        var watch = Stopwatch.StartNew();
        await RunCurl("-s", "-f", "-o", Path.Combine(_folder, "back"), started.Directives.DownloadUrl!.AbsoluteUri);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RunCurl(params string[] arguments)
    {
        using var curl = Process.Start("curl", arguments);
        await curl.WaitForExitAsync();
        if (curl.ExitCode != 0)
        {
            throw new InvalidOperationException($"curl ended with {curl.ExitCode}.");
        }
    }
}
