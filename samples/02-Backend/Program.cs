// A web service in front of FirecREST: takes scripts, submits them, tells how they go on, and says whether the systems are well.
// Talks to the server named by the environment, or to an emulator in this process when nothing is named.
// Whoever reaches the service submits jobs as its client id: put your own authentication in front of it.
using Firecrest.Client;
using Firecrest.Emulator;
using Firecrest.Samples;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var builder = WebApplication.CreateBuilder(args);
var configuration = builder.Configuration;

await using var emulator = string.IsNullOrEmpty(configuration["FIRECREST_URL"]) ? await FirecrestEmulator.StartAsync() : null;
if (emulator is not null)
{
    Console.WriteLine($"No FIRECREST_URL is set: started an emulator at {emulator.BaseAddress}");
    configuration["FIRECREST_URL"] = emulator.BaseAddress.ToString();
    configuration["FIRECREST_CLIENT_ID"] = emulator.ClientId;
    configuration["FIRECREST_CLIENT_SECRET"] = emulator.ClientSecret;
    configuration["AUTH_TOKEN_URL"] = emulator.TokenEndpoint.ToString();
    configuration["FIRECREST_SYSTEM"] = emulator.SystemName;
}

builder.Services.AddAsyncFirecrestClient(NameServer);

// A client of its own that does not try again: whoever asks for the health wants an answer now.
builder.Services.AddFirecrestClient(SystemHealth.ClientName, settings =>
{
    NameServer(settings);
    settings.Retry.MaxRetries = 0;
    settings.NetworkTimeout = TimeSpan.FromSeconds(5);
});

var systems = configuration["FIRECREST_SYSTEM"] ?? throw new InvalidOperationException("Set FIRECREST_SYSTEM to the names of the systems, separated by commas.");
var health = builder.Services.AddHealthChecks();
foreach (var system in systems.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
{
    health.Add(new HealthCheckRegistration(system, services => new SystemHealth(services, system), failureStatus: null, tags: null));
}

// Metrics are at /metrics; they and the traces also go to a collector when OTEL_EXPORTER_OTLP_ENDPOINT names one.
var telemetry = builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(FirecrestTelemetry.Name).AddAspNetCoreInstrumentation().AddPrometheusExporter())
    .WithTracing(traces => traces.AddSource(FirecrestTelemetry.Name).AddAspNetCoreInstrumentation());
if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
{
    telemetry.UseOtlpExporter();
}

builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<FirecrestProblems>();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BackendJson.Default));

await using var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapJobs();
app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = SystemHealth.Write });
app.MapPrometheusScrapingEndpoint("/metrics");
await app.RunAsync();

void NameServer(FirecrestClientSettings settings)
{
    settings.BaseAddress = configuration.GetValue<Uri>("FIRECREST_URL");
    settings.ClientId = configuration["FIRECREST_CLIENT_ID"];
    settings.ClientSecret = configuration["FIRECREST_CLIENT_SECRET"];
    settings.TokenEndpoint = configuration.GetValue<Uri>("AUTH_TOKEN_URL");
}
