using System.Globalization;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Staging;

namespace Firecrest.Emulator.Transfers;

/// <summary>Puts a remote file into the object store, in as many parts as were planned when the job was submitted.</summary>
internal sealed class EgressWork(ObjectStore store, RemoteFiles files, EgressPlan plan, TransferFault? fault) : JobWork
{
    // The numbers that the script of the server exits with.
    private const int NotFound = 34;
    private const int PartTooLarge = 27;
    private const int NotSent = 70;

    private const int AssignmentLine = 178;
    private const int DivisionLine = 217;
    private const int Block = 1024 * 1024;

    public override void Begin(WorkLog log) => log.Say($"Upload File Job (id:{log.JobId})");

    public override int Run(WorkLog log, CancellationToken cancellationToken)
    {
        foreach (string command in plan.Commands)
        {
            log.Complain($"{log.ScriptLine(AssignmentLine)}{command}: command not found");
        }

        log.Print($"Uploading file:{plan.Source} into {plan.PartCount} chunks");
        try
        {
            using var file = new InterruptibleStream(files.OpenRead(plan.Source), cancellationToken);
            log.Print($"[INFO] Creating temporary folder:tmp/{Guid.NewGuid()}/");
            return fault is { IsLost: true } ? 0 : plan.PartCount == 0 ? FailWithoutParts(log) : Send(log, file);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            log.Complain("file_not_found");
            return NotFound;
        }
    }

    private int Send(WorkLog log, InterruptibleStream file)
    {
        long block = Math.Min(Block, plan.MaximumPartSize);
        long partSize = (file.Length + plan.PartCount - 1) / plan.PartCount;
        if (partSize > plan.MaximumPartSize)
        {
            log.Complain("error_max_part_size");
            return PartTooLarge;
        }

        IReadOnlyList<string> tags = store.Put(plan.Bucket, plan.Key, fault?.Apply(file) ?? file, (partSize + block - 1) / block * block);
        for (int i = 1; i <= tags.Count; i++)
        {
            log.Print(string.Create(CultureInfo.InvariantCulture, $"[INFO] Uploading part {i}..."));
        }

        log.Print("[INFO] Parts upload completed.");
        for (int i = 0; i < tags.Count; i++)
        {
            log.Print(string.Create(CultureInfo.InvariantCulture, $"[INFO] Upload of part {i + 1} succeded with ETag: {tags[i]}|"));
        }

        log.Print("[INFO] Signaling multipart upload completion\n[INFO] Multipart file upload successfully completed");
        return 0;
    }

    // The script divides by the number of parts, and the store refuses an upload without any.
    private static int FailWithoutParts(WorkLog log)
    {
        log.Print("[INFO] Parts upload completed.\n[INFO] Signaling multipart upload completion");
        log.Complain(
            $"{log.ScriptLine(DivisionLine)}(file_size + num_parts - 1) / num_parts : division by 0 (error token is \"num_parts \")\n"
                + "curl: (22) The requested URL returned error: 400");
        return NotSent;
    }
}
