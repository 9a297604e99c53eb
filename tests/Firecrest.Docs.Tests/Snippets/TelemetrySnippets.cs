using System.Diagnostics;
using Firecrest.Client;
using Firecrest.Emulator;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/telemetry.md, run against an emulator.</summary>
public sealed class TelemetrySnippets
{
    [Fact]
    public async Task OpenTelemetry_gets_spans_and_metrics()
    {
        await using var emulator = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        var (spans, metrics) = (new List<Activity>(), new List<Metric>());
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        services.ConfigureOpenTelemetryMeterProvider(measuring => measuring.AddInMemoryExporter(metrics));

        #region snippet telemetry
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(FirecrestTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(FirecrestTelemetry.Name));
        #endregion

        await using var provider = services.BuildServiceProvider();
        var (tracer, meter) = (provider.GetRequiredService<TracerProvider>(), provider.GetRequiredService<MeterProvider>());
        using var client = emulator.CreateClient();
        await client.GetSystemsAsync(TestContext.Current.CancellationToken);
        tracer.ForceFlush().Should().BeTrue();
        meter.ForceFlush().Should().BeTrue();
        lock (spans)
        {
            spans.ToList().Should().Contain(span => span.DisplayName == "GET /status/systems");
        }

        metrics.Should().Contain(metric => metric.Name == "firecrest.client.operation.duration");
    }
}
