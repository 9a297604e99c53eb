using System.Diagnostics;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>What merged polls and a pace tell of themselves.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Daint = "daint";
    private const string Merged = "firecrest.client.merged_polls";
    private const string Throttle = "firecrest.client.throttle.delay";

    private readonly StubSite _site = new();
    private readonly RecordedTelemetry _telemetry = new();

    public TelemetryTests()
    {
        foreach (var id in Enumerable.Range(1, 10))
        {
            _site.Set(Daint, $"{id}", "RUNNING");
        }
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _site.Dispose();
    }

    [Fact]
    public Task Polls_that_needed_no_request_are_counted_by_their_system() => _site.Time.Run(async () =>
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _site.Client.PollAsync(Daint)));

        _telemetry.Of(Merged).Sum(one => one.Value).Should().Be(1000 - _site.Handler.Requests.Count);
        _telemetry.Of(Merged).Should().OnlyContain(one => one.Tags.Count == 1 && one.Tags["firecrest.system"] == Daint);
    });

    [Fact]
    public Task A_poll_alone_is_in_the_trace_of_its_caller_and_not_counted() => _site.Time.Run(async () =>
    {
        using var program = new Activity("program").Start();

        await _site.Client.PollAsync(Daint);

        var look = _telemetry.Span("look at jobs");
        (look.TraceId, look.ParentSpanId).Should().Be((program.TraceId, program.SpanId));
        look.GetTagItem("firecrest.polls").Should().Be(1);
        _telemetry.Below(look).First().Should().Be("GET /compute/{system_name}/jobs");
        _telemetry.Of(Merged).Should().BeEmpty();
    });

    [Fact]
    public Task Waits_share_looks_that_link_to_all_of_them() => _site.Time.Run(async () =>
    {
        _site.Time.CreateTimer(_ => Finish(), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);

        await Task.WhenAll(Enumerable.Range(1, 10).Select(id => _site.Client.GetJobHandle(Daint, $"{id}").WaitForCompletionAsync()));

        var waits = _telemetry.Spans.Where(span => span.DisplayName == "wait for job").Select(span => span.SpanId).ToList();
        var looks = _telemetry.Spans.Where(span => span.DisplayName == "look at jobs").ToList();
        waits.Should().HaveCount(10);
        looks.Should().OnlyContain(look => look.ParentSpanId == default, "each is a trace of its own");
        looks.SelectMany(look => look.Links).Select(link => link.Context.SpanId).Distinct().Should().BeEquivalentTo(waits);
        looks.Should().Contain(look => look.Links.Count() > 1 && look.GetTagItem("firecrest.polls")!.Equals(look.Links.Count()));
    });

    [Fact]
    public async Task The_time_that_a_request_waits_for_its_turn_is_a_throttle_delay()
    {
        using var site = new StubSite(new AsyncClientOptions { MinRequestInterval = TimeSpan.FromSeconds(2) });
        await site.Time.Run(async () => await Task.WhenAll(Enumerable.Range(0, 3).Select(i => site.Client.StatAsync(Daint, $"/home/u/{i}"))));

        _telemetry.Of(Throttle).Select(one => (one.Value, one.Tags["firecrest.throttle.cause"])).Should().Equal((2, "pace"), (4, "pace"));
    }

    private void Finish()
    {
        foreach (var id in Enumerable.Range(1, 10))
        {
            _site.Set(Daint, $"{id}", "COMPLETED");
        }
    }
}
