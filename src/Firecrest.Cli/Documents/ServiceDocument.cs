using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A service of a system at its last check.</summary>
internal sealed record ServiceDocument(string System, string ServiceType, bool Healthy, string? LastChecked, double? Latency, string? Message, string? Path)
{
    public static ServiceDocument From(SystemInfo system, ServiceHealth service)
        => new(system.Name, service.ServiceType, service.IsHealthy, Moment.Text(service.LastChecked), service.Latency?.TotalSeconds, service.Message, service.Path);
}
