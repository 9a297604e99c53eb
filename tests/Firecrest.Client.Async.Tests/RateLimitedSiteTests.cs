using System.Globalization;
using System.Net;

namespace Firecrest.Client.Async.Tests;

/// <summary>A gateway that allows 10 requests a second and 120 a minute, as sites have them.</summary>
public sealed class RateLimitedSiteTests : IDisposable
{
    private readonly StubSite _site = new();
    private readonly Gateway _gateway;

    public RateLimitedSiteTests()
    {
        _gateway = new Gateway(_site.Time);
        _site.Before = _ => _gateway.Refusal();
        _site.Head = _gateway.Tell;
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(1, false)]
    [InlineData(50, false)]
    [InlineData(1, true)]
    [InlineData(50, true)]
    public Task Fifty_waiters_see_no_error_and_users_calls_are_quick(int systems, bool watch) => _site.Time.Run(async () =>
    {
        foreach (var i in Enumerable.Range(0, 50))
        {
            _site.Set(System(i, systems), $"{i}", "RUNNING");
            _site.Time.CreateTimer(_ => _site.Set(System(i, systems), $"{i}", "COMPLETED"), null, TimeSpan.FromSeconds(200 + i), Timeout.InfiniteTimeSpan);
        }

        var waits = Enumerable.Range(0, 50).Select(i => _site.Client.GetJobHandle(System(i, systems), $"{i}")).Select(job => watch ? End(job) : job.WaitForCompletionAsync()).ToList();
        var slowest = TimeSpan.Zero;
        for (var call = 0; call < 60; call++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), _site.Time);
            var started = _site.Time.Elapsed;
            await _site.Client.GetJobHandle(System(call % 50, systems), $"{call % 50}").DescribeAsync();
            slowest = _site.Time.Elapsed - started > slowest ? _site.Time.Elapsed - started : slowest;
        }

        (await Task.WhenAll(waits)).Should().OnlyContain(job => job.State == JobState.Completed);
        slowest.Should().BeLessThan(TimeSpan.FromSeconds(2));
    });

    [Fact]
    public Task A_burst_of_users_calls_is_spread_and_none_of_them_fails() => _site.Time.Run(async () =>
    {
        _site.Set("daint", "1", "RUNNING");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _site.Client.StatAsync("daint", $"/home/u/{i}")));

        _gateway.Refused.Should().BeLessThan(100);
        _site.Time.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(8)).And.BeLessThan(TimeSpan.FromMinutes(1));
    });

    private async Task<JobInfo> End(JobHandle job) => (await _site.Client.WatchJobAsync(job.SystemName, job.JobId).ToListAsync())[^1];

    private static string System(int job, int systems) => $"system{job % systems}";

    /// <summary>Counts as a gateway does, in windows of the clock, and tells of them.</summary>
    private sealed class Gateway(TimeProvider time)
    {
        private readonly object _lock = new();
        private (long Window, int Count) _second;
        private (long Window, int Count) _minute;

        public int Refused { get; private set; }

        public HttpResponseMessage? Refusal()
        {
            lock (_lock)
            {
                Roll();
                if (_second.Count < 10 && _minute.Count < 120)
                {
                    _second.Count++;
                    _minute.Count++;
                    return null;
                }

                Refused++;
                var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("""{"message":"API rate limit exceeded"}""") };
                response.Headers.TryAddWithoutValidation("Retry-After", _minute.Count >= 120 ? $"{60 - time.GetUtcNow().Second}" : "1");
                Tell(response);
                return response;
            }
        }

        public void Tell(HttpResponseMessage response)
        {
            lock (_lock)
            {
                Add(response, "Second", 10, _second.Count);
                Add(response, "Minute", 120, _minute.Count);
            }
        }

        private static void Add(HttpResponseMessage response, string window, int limit, int count)
        {
            response.Headers.TryAddWithoutValidation("X-RateLimit-Limit-" + window, limit.ToString(CultureInfo.InvariantCulture));
            response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining-" + window, (limit - count).ToString(CultureInfo.InvariantCulture));
        }

        private void Roll()
        {
            var seconds = time.GetUtcNow().ToUnixTimeSeconds();
            _second = _second.Window == seconds ? _second : (seconds, 0);
            _minute = _minute.Window == seconds / 60 ? _minute : (seconds / 60, 0);
        }
    }
}
