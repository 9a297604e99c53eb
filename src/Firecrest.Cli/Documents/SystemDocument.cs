using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A system with the server's member names; what is ours is under <c>f7t</c>.</summary>
internal sealed record SystemDocument(string Name, SchedulerPart Scheduler, IReadOnlyList<HealthPart> ServicesHealth, IReadOnlyList<FileSystemPart> FileSystems, SystemPart F7t)
{
    public static SystemDocument From(SystemInfo system) => new(
        system.Name,
        new(system.SchedulerType, system.SchedulerVersion, system.SchedulerConnectionMode),
        [.. system.Services.Select(HealthPart.From)],
        [.. system.FileSystems.Select(one => new FileSystemPart(one.Path.ToString(), one.DataType, one.IsDefaultWorkDirectory))],
        new("system/1", system.IsHealthy, Moment.Text(system.LastHealthCheck), system.DirectLimit, system.TransferMethod?.Value, system.MaxPartSize, system.RequiresTransferAccount));
}

internal sealed record SchedulerPart(string Type, string Version, string ConnectionMode);

internal sealed record FileSystemPart(string Path, string DataType, bool DefaultWorkDir);

internal sealed record HealthPart(string ServiceType, bool Healthy, string? LastChecked, double? Latency, string? Message, string? Path)
{
    public static HealthPart From(ServiceHealth service)
        => new(service.ServiceType, service.IsHealthy, Moment.Text(service.LastChecked), service.Latency?.TotalSeconds, service.Message, service.Path);
}

internal sealed record SystemPart(string Schema, bool Healthy, string? LastHealthCheckAt, long DirectLimit, string? TransferMethod, long? MaxPartSize, bool RequiresTransferAccount);
