using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Staging;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Status;

/// <summary>How a system describes itself.</summary>
internal static class SystemRows
{
    /// <summary>Seconds between two health checks.</summary>
    public const int CheckInterval = 30;

    private const double Latency = 0.02; // seconds, of a check that looks at nothing
    private const string Masked = "**********";

    public static SystemRow Of(string name, Exchange exchange, string checkedAt, HealthBoard health, FirecrestEmulatorOptions options)
    {
        bool isOld = options.Release == EmulatedRelease.V24;
        string fileSystem = isOld ? "filesystems" : HealthBoard.Filesystem;
        bool hasStore = options.TransferMethod is not null;
        var probes = new Dictionary<string, ProbeRow> { [HealthBoard.Scheduler] = new(10), [fileSystem] = new(10), [HealthBoard.Ssh] = new(5) };
        if (hasStore)
        {
            probes[HealthBoard.S3] = new ProbeRow(10);
        }

        return new SystemRow(
            name,
            new SshRow("127.0.0.1", 22, null, null, 100, new SshTimeoutRow(5, 5, (int)Math.Ceiling(options.CommandTimeout.TotalSeconds), 60, 5)),
            Scheduler(options),
            [
                Check(HealthBoard.Scheduler, "[{'mode': 'primary', 'hostname': 'vm', 'pinged': 'UP'}]"),
                Check(HealthBoard.Ssh),
                .. RemoteFiles.FileSystems.Select(path => Check(HealthBoard.Filesystem) with { ServiceType = fileSystem, Path = path }),
                .. hasStore ? [Check(HealthBoard.S3)] : (HealthRow[])[],
            ],
            new ProbingRow(probes, CheckInterval),
            checkedAt,
            [new FileSystemRow("/home", "users", true), new FileSystemRow("/scratch", "scratch", false)])
        {
            DataOperation = isOld ? null
                : new DataOperationRow(options.TransferJobDirectives, options.MaxOpsFileSize, hasStore ? Store(exchange.Http.Request, options) : null),
            DatatransferJobsDirectives = isOld ? options.TransferJobDirectives : null,
        };

        HealthRow Check(string service, string? message = null)
            => health.IsHealthy(name, service)
                ? new HealthRow(service, checkedAt, Latency, true, message)
                : new HealthRow(service, checkedAt, Latency, false, "The service was declared to be broken.");
    }

    private static SchedulerRow Scheduler(FirecrestEmulatorOptions options)
        => options.Connection == EmulatedConnection.Ssh
            ? new SchedulerRow("slurm", "ssh", "24.11.5", null, null, 10)
            : new SchedulerRow("slurm", options.Connection == EmulatedConnection.Rest ? "rest" : "hybrid", "24.11.5", "http://127.0.0.1:6820", "0.0.42", 10);

    private static S3Row Store(HttpRequest request, FirecrestEmulatorOptions options) => new(
        "s3",
        "s3-storage",
        Masked,
        $"{request.Scheme}://{request.Host}{UrlSigner.Prefix.TrimEnd('/')}",
        Masked,
        Masked,
        UrlSigner.Region,
        (long)options.StagingUrlLifetime.TotalSeconds,
        null,
        new MultipartRow(false, options.StagingPartSize, 3, "tmp"),
        new LifecycleRow(StagingServer.ObjectDays));
}
