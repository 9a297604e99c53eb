using System.Globalization;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>Watches while a system is in maintenance.</summary>
public sealed class MaintenanceTests : IDisposable
{
    private const string Daint = "daint";
    private const string Reservations = "/status/daint/reservations";

    private static readonly WatchOptions Sleeping = new() { SleepThroughMaintenance = true };
    private static readonly TimeSpan Length = TimeSpan.FromHours(5.5);

    private readonly StubSite _site = new(retry: new RetryOptions { MaxRetries = 0 });
    private bool _isDown;
    private int _refused;
    private string? _retryAfter;
    private string _reservation = "maintenance_nov";

    public MaintenanceTests()
    {
        _site.Before = Answer;
        foreach (var id in (string[])["1", "2", "3", "4", "5"])
        {
            _site.Set(Daint, id, "RUNNING");
        }
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public Task A_watch_sleeps_until_the_announced_end_and_asks_rarely(int jobs) => _site.Time.Run(async () =>
    {
        Maintain();

        await Watch(jobs, Sleeping);

        _refused.Should().Be(6, "it looks at once, and then each hour");
        Asked(Reservations).Should().Be(1);
        _site.Time.Elapsed.Should().BeCloseTo(Length + TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    });

    [Fact]
    public Task A_watch_comes_back_when_the_server_says() => _site.Time.Run(async () =>
    {
        _retryAfter = "7200";
        Maintain();

        await Watch(5, Sleeping);

        _refused.Should().Be(3);
        Asked(Reservations).Should().Be(0);
    });

    [Fact]
    public Task A_watch_goes_on_through_a_maintenance_that_no_reservation_announces() => _site.Time.Run(async () =>
    {
        _reservation = "users";
        Maintain();

        await Watch(5, Sleeping with { MaxDelay = TimeSpan.FromMinutes(5) });

        _site.Time.Elapsed.Should().BeGreaterThan(Length).And.BeLessThan(Length + TimeSpan.FromMinutes(6));
        _refused.Should().BeLessThan(150, "it looks as rarely as at a job that has been in its state for as long");
        Asked(Reservations).Should().Be(1);
    });

    [Fact]
    public Task Without_the_option_a_maintenance_is_an_outage() => _site.Time.Run(async () =>
    {
        Maintain();

        await FluentActions.Awaiting(() => Watch(5, new WatchOptions())).Should().ThrowAsync<FirecrestUnavailableException>();

        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(11));
        Asked(Reservations).Should().Be(0);
    });

    [Fact]
    public Task A_watch_that_sleeps_can_be_cancelled() => _site.Time.Run(async () =>
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(5), _site.Time);
        Maintain();

        await FluentActions.Awaiting(() => Watch(5, Sleeping, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(6));
    });

    /// <summary>From now on; the jobs end a little after it.</summary>
    private void Maintain()
    {
        _isDown = true;
        _site.Time.CreateTimer(_ => _isDown = false, null, Length, Timeout.InfiniteTimeSpan);
        _site.Time.CreateTimer(_ => Enumerable.Range(1, 5).ToList().ForEach(id => _site.Set(Daint, $"{id}", "COMPLETED")), null, Length + TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
    }

    private async Task Watch(int jobs, WatchOptions options, CancellationToken cancellationToken = default)
    {
        var ended = 0;
        await foreach (var job in _site.Client.WatchJobsAsync(Daint, Enumerable.Range(1, jobs).Select(id => $"{id}"), options, cancellationToken))
        {
            ended += job.State.IsTerminal ? 1 : 0;
        }

        ended.Should().Be(jobs);
    }

    private HttpResponseMessage? Answer(StubRequest request)
    {
        if (request.Uri.AbsolutePath == Reservations)
        {
            var start = _site.Time.GetUtcNow() - _site.Time.Elapsed;
            return StubHandler.Json(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"reservations":[{"name":"{{_reservation}}","nodes":"nid001","startTime":{{(start - Length).ToUnixTimeSeconds()}},"endTime":{{(start + Length).ToUnixTimeSeconds()}},"features":""}]}"""));
        }

        if (!_isDown)
        {
            return null;
        }

        Interlocked.Increment(ref _refused);
        var response = StubHandler.Json("""{"errorType":"error","message":"daint is unhealthy","data":null}""", HttpStatusCode.ServiceUnavailable);
        if (_retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", _retryAfter);
        }

        return response;
    }

    private int Asked(string path) => _site.Paths.Count(asked => asked == path);
}
