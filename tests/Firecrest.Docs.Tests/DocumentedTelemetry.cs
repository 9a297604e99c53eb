using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Firecrest.Client;
using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Logging;

namespace Firecrest.Docs.Tests;

/// <summary>docs/telemetry.md has all that the library tells, and nothing else.</summary>
public sealed class DocumentedTelemetry
{
    /// <summary>Stands for the names of all spans of calls.</summary>
    private const string Call = "GET /compute/{system_name}/jobs";

    private const string ErrorType = "error.type";

    private static readonly string[] Document = RepositoryFiles.Lines("docs/telemetry.md");

    [Fact]
    public void Each_instrument_has_its_row()
    {
        // Instruments are made when the class is first used.
        RuntimeHelpers.RunClassConstructor(typeof(FirecrestTelemetry).TypeHandle);
        var published = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == FirecrestTelemetry.Name)
                {
                    published.Add($"`{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` | {instrument.Description}");
                }
            },
        };
        listener.Start();

        Rows("Instrument").Select(row => string.Join(" | ", row[..4])).Should().BeEquivalentTo(published);
    }

    [Theory]
    [InlineData("Span", "Spans")]
    [InlineData("Event", "Events")]
    [InlineData("Tag", "Tags")]
    public void Each_name_has_its_row(string heading, string constants)
        => Rows(heading).Select(Name).Where(name => name != Call).Should().BeEquivalentTo(
            typeof(FirecrestTelemetry).GetNestedType(constants, BindingFlags.NonPublic)!.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!));

    [Fact]
    public void Each_log_message_has_its_row()
    {
        var messages = from method in typeof(FirecrestClient).Assembly.GetType("Firecrest.Client.Diagnostics.Log")!.GetMethods(BindingFlags.Public | BindingFlags.Static)
                       let message = method.GetCustomAttribute<LoggerMessageAttribute>()
                       where message is not null
                       select $"{message.EventId} | `{method.Name}` | {message.Level} | `{message.Message}`";

        Rows("Id").Select(row => string.Join(" | ", row)).Should().BeEquivalentTo(messages).And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Spans_events_and_measurements_have_the_tags_of_their_rows_and_no_others()
    {
        using var telemetry = new RecordedTelemetry();

        await DoEverything();

        var spans = telemetry.Spans.GroupBy(span => span.Kind == ActivityKind.Client ? Call : span.DisplayName)
            .ToDictionary(group => group.Key, group => group.SelectMany(span => span.TagObjects).Select(tag => tag.Key).Append(ErrorType).Distinct());
        var events = telemetry.Spans.SelectMany(span => span.Events).GroupBy(e => e.Name).ToDictionary(group => group.Key, group => group.SelectMany(e => e.Tags).Select(tag => tag.Key).Distinct());
        var measured = telemetry.Measurements.GroupBy(one => one.Instrument).ToDictionary(group => group.Key, group => group.SelectMany(one => one.Tags.Keys).Distinct());
        ShouldBe(spans, Rows("Span"));
        ShouldBe(events, Rows("Event"));
        ShouldBe(measured, Rows("Instrument"));
    }

    private static void ShouldBe(Dictionary<string, IEnumerable<string>> recorded, List<string[]> rows)
    {
        recorded.Keys.Should().BeEquivalentTo(rows.Select(Name));
        foreach (var row in rows)
        {
            recorded[Name(row)].Should().BeEquivalentTo(row[^1].Split(", ").Select(tag => tag.Trim('`')), "it is {0} that has them", Name(row));
        }
    }

    private static async Task DoEverything()
    {
        await using var emulator = await FirecrestEmulator.StartAsync(new() { MaxOpsFileSize = 1024 * 1024 });
        var options = new FirecrestClientOptions { Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1) } };
        using var client = new AsyncFirecrestClient(
            emulator.BaseAddress, new ClientCredentialsAuth(emulator.ClientId, emulator.ClientSecret, emulator.TokenEndpoint), options,
            new AsyncClientOptions { MinRequestInterval = TimeSpan.FromMilliseconds(1) });
        var system = emulator.SystemName;
        var file = emulator.GetLocalPath(emulator.HomeDirectory + "/local");
        await File.WriteAllBytesAsync(file, new byte[2 * 1024 * 1024]);
        emulator.Faults.On(HttpMethod.Get, "/status/systems").RateLimit(TimeSpan.Zero);
        emulator.Faults.On(HttpMethod.Get, "/filesystem/*/ops/stat").RateLimit(TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PollAsync(system)));
        await client.GetSystemsAsync();
        await FluentActions.Awaiting(() => client.StatAsync(system, "/home/nobody")).Should().ThrowAsync<FirecrestNotFoundException>();
        await client.UploadAsync(system, file, emulator.HomeDirectory + "/remote");
        await client.DownloadAsync(system, emulator.HomeDirectory + "/remote", file);
        var job = await client.SubmitAsync(system, JobDescription.FromScript("#!/bin/bash\ntrue\n", emulator.HomeDirectory));
        await job.WaitForCompletionAsync();
    }

    /// <summary>The rows of the table whose first heading is given.</summary>
    private static List<string[]> Rows(string heading)
        => [.. Document.SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private static string Name(string[] row) => row[0].Split('`')[1];
}
