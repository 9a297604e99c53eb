using System.Globalization;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Staging;

namespace Firecrest.Emulator.Transfers;

/// <summary>Waits for an object to be complete and writes it to a remote file.</summary>
internal sealed class IngressWork(ObjectStore store, RemoteFiles files, string bucket, string key, string target, TransferFault? fault) : JobWork
{
    // Of the errno values that the script of the server exits with.
    private const int TargetIsADirectory = 3;

    public override DateTimeOffset? ReadySince => fault is { IsLost: true } ? DateTimeOffset.MinValue : store.Find(bucket, key)?.Completed;

    public override void Begin(WorkLog log)
    {
        log.Say($"Ingress File Transfer Job (id:{log.JobId})");
        log.Say("Waiting till file to tranfer is available...");
    }

    public override int Run(WorkLog log, CancellationToken cancellationToken)
    {
        if (fault is { IsLost: true })
        {
            return 0;
        }

        StagedObject found = store.Find(bucket, key)!;
        log.Say("File to transfer found in S3 bucket");
        log.Say($"Downloading file to: {target} ...");
        try
        {
            if (files.Resolve(target).IsDirectory)
            {
                log.Report($"targetPath must point to a file path: {target} is a directory.");
                return TargetIsADirectory;
            }

            using var source = new InterruptibleStream(File.OpenRead(found.File), cancellationToken);
            using FileStream file = File.Create(files.PrepareWrite(target));
            (fault?.Apply(source) ?? source).CopyTo(file);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            // The script does not look at what its cat could write: the job ends well without the file.
            log.Complain($"{log.ScriptLine(59)}{target}: {(e as RemoteFileException ?? RemoteFileException.From(e)).Message}");
        }

        log.Say(string.Create(CultureInfo.InvariantCulture, $"Received {found.Size} bytes"));
        log.Say(string.Create(CultureInfo.InvariantCulture, $"File was successfully downloaded (size: {found.Size / 1048576.0:F3}MB)"));
        return 0;
    }
}
