using Firecrest.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firecrest.Samples;

/// <summary>One system is as healthy as the server says; a server that does not answer says nothing good.</summary>
internal sealed class SystemHealth(IServiceProvider services, string systemName) : IHealthCheck
{
    public const string ClientName = "health";

    private readonly FirecrestClient _client = services.GetRequiredKeyedService<FirecrestClient>(ClientName);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var systems = await _client.GetSystemsAsync(cancellationToken);
            return systems.FirstOrDefault(system => system.Name == systemName) switch
            {
                null => HealthCheckResult.Unhealthy($"The server has no system of this name. Its systems: {string.Join(", ", systems.Select(system => system.Name))}."),
                { IsHealthy: false } sick => HealthCheckResult.Unhealthy(
                    $"Unhealthy services: {string.Join("; ", sick.Services.Where(service => !service.IsHealthy).Select(service => $"{service.ServiceType} {service.Message}".Trim()))}."),
                _ => HealthCheckResult.Healthy("All services work."),
            };
        }
        catch (FirecrestException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }

    public static Task Write(HttpContext context, HealthReport report)
    {
        var systems = report.Entries.ToDictionary(entry => entry.Key, entry => $"{entry.Value.Status}: {entry.Value.Description}");
        return context.Response.WriteAsJsonAsync(new HealthStatement(report.Status.ToString(), systems), BackendJson.Default.HealthStatement, cancellationToken: context.RequestAborted);
    }
}
