using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Firecrest.Client;

namespace Firecrest.Testing;

/// <summary>Listens to all that the library tells, of all tests that run at the time.</summary>
internal sealed class RecordedTelemetry : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ConcurrentQueue<Measured> _measured = [];
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener = new();

    public RecordedTelemetry()
    {
        _spanListener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == FirecrestTelemetry.Name,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == FirecrestTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue(new(instrument.Name, value, Text(tags))));
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue(new(instrument.Name, value, Text(tags))));
        _meterListener.Start();
    }

    /// <summary>The spans that have ended, in this order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    public IReadOnlyList<Measured> Measurements => [.. _measured];

    /// <summary>Every text in it.</summary>
    public IEnumerable<string> Texts => _spans.SelectMany(static span => span.TagObjects.Concat(span.Events.SelectMany(static e => e.Tags)).Select(static tag => $"{tag.Key}={tag.Value}")
        .Concat([span.DisplayName, span.StatusDescription ?? "", .. span.Events.Select(static e => e.Name)])).Concat(_measured.Select(static measured => $"{measured}"));

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
    }

    public Activity Span(string name) => Spans.Single(span => span.DisplayName == name);

    public IReadOnlyList<Measured> Of(string instrument) => [.. _measured.Where(measured => measured.Instrument == instrument)];

    /// <summary>The names of the spans below one, with those below them.</summary>
    public IEnumerable<string> Below(Activity span)
        => Spans.Where(child => child.ParentSpanId == span.SpanId).OrderBy(static child => child.StartTimeUtc).SelectMany(child => Below(child).Select(static name => "  " + name).Prepend(child.DisplayName));

    private static Dictionary<string, string> Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (name, value) in tags)
        {
            texts.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        return texts;
    }
}

/// <summary>One value of an instrument.</summary>
internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, string> Tags)
{
    public override string ToString() => $"{Instrument} {Value.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', Tags.Select(static tag => $"{tag.Key}={tag.Value}"))}";
}
