using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>A wait of two days for a job, with a maintenance of the system on the way.</summary>
public sealed class MaintenanceTests
{
    private const string JobPath = "/compute/*/jobs/*";

    private static readonly TimeSpan Down = TimeSpan.FromHours(6);

    private static readonly WaitOptions Sleeping = new() { SleepThroughMaintenance = true };

    [Theory, SyncAndAsync]
    public async Task A_wait_sleeps_through_a_maintenance_when_asked_to(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        TakeDown(cluster, Down);

        (await Wait(mode, job, Sleeping)).State.Should().Be(JobState.Completed);

        cluster.Count("GET /status/").Should().Be(2, "the reservations were asked for once, and the system before the submission");
        cluster.Requests.Should().Contain(request => request.EndsWith(" 503", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_maintenance_is_an_outage_by_default(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        TakeDown(cluster, Down);
        var began = cluster.Time.GetUtcNow();

        await FluentActions.Awaiting(() => Wait(mode, job, new())).Should().ThrowAsync<FirecrestUnavailableException>();

        (cluster.Time.GetUtcNow() - began).Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2));
        cluster.Requests.Should().NotContain(request => request.Contains("/reservations", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task The_time_that_a_gateway_announces_is_slept_at_once(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        cluster.Faults.On(HttpMethod.Get, JobPath).AnswerStatus(503, "<html><title>Maintenance</title></html>", [new("Retry-After", "21600")]);
        cluster.Faults.On(HttpMethod.Get, JobPath).AnswerStatus(503, "<html><title>Maintenance</title></html>", [new("Retry-After", "1800")]);

        (await Wait(mode, job, Sleeping)).State.Should().Be(JobState.Completed);

        cluster.Time.Waits.Take(2).Should().Equal(Down, TimeSpan.FromMinutes(30));
        cluster.Requests.Count(request => request.EndsWith(" 503", StringComparison.Ordinal)).Should().Be(2);
        cluster.Requests.Should().NotContain(request => request.Contains("/reservations", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_reservation_for_maintenance_tells_how_long_to_sleep(Mode mode)
    {
        var start = new InstantTime().GetUtcNow();
        await using var cluster = await SimulatedCluster.Start(new RetryOptions { MaxRetries = 0 }, reservations:
        [
            new("course", start, start + TimeSpan.FromDays(9)),
            new("Maintenance_Nov", start - TimeSpan.FromHours(1), start + TimeSpan.FromHours(5.5)),
            new("maint-next", start + TimeSpan.FromDays(7), start + TimeSpan.FromDays(8)),
        ]);
        var job = await cluster.Submit(mode);
        TakeDown(cluster, TimeSpan.FromHours(5.25));

        (await Wait(mode, job, Sleeping)).State.Should().Be(JobState.Completed);

        cluster.Time.Waits.Take(6).Select(wait => wait.TotalHours).Should().Equal(1, 1, 1, 1, 1, 0.5);
        cluster.Count($"GET /status/{cluster.Hpc.SystemName}/reservations").Should().Be(1);
    }

    [Theory, SyncAndAsync]
    public async Task A_maintenance_that_takes_longer_than_announced_is_waited_for(Mode mode)
    {
        var start = new InstantTime().GetUtcNow();
        await using var cluster = await SimulatedCluster.Start(reservations: [new("maintenance", start, start + TimeSpan.FromHours(2))]);
        var job = await cluster.Submit(mode);
        TakeDown(cluster, Down);

        (await Wait(mode, job, Sleeping)).State.Should().Be(JobState.Completed);

        cluster.Count($"GET /status/{cluster.Hpc.SystemName}/reservations").Should().Be(2, "the second time when the announced end had passed");
    }

    [Theory, SyncAndAsync]
    public async Task Reservations_that_cannot_be_had_do_not_end_the_wait(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        cluster.Faults.On(HttpMethod.Get, "/status/*").Always().AnswerStatus(500, """{"message":"Unable to contact slurm controller"}""");
        TakeDown(cluster, Down);

        (await Wait(mode, job, Sleeping)).State.Should().Be(JobState.Completed);
    }

    [Theory, SyncAndAsync]
    public async Task A_time_limit_ends_the_sleep(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        cluster.Faults.On(HttpMethod.Get, JobPath).Always().AnswerStatus(503, "", [new("Retry-After", "21600")]);
        var began = cluster.Time.GetUtcNow();

        await FluentActions.Awaiting(() => Wait(mode, job, Sleeping with { TimeLimit = TimeSpan.FromHours(2) })).Should().ThrowAsync<FirecrestTimeoutException>();

        (cluster.Time.GetUtcNow() - began).Should().Be(TimeSpan.FromHours(2));
    }

    [Theory, SyncAndAsync]
    public async Task A_server_that_cannot_be_reached_is_an_outage_also_in_a_maintenance(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        cluster.Faults.On(HttpMethod.Get, JobPath).AnswerStatus(503, "", [new("Retry-After", "21600")]);
        cluster.Faults.On(HttpMethod.Get, JobPath).Always().DropBefore();

        await FluentActions.Awaiting(() => Wait(mode, job, Sleeping)).Should().ThrowAsync<FirecrestConnectionException>();
    }

    private static Task<JobInfo> Wait(Mode mode, JobHandle job, WaitOptions options) => mode.Run(() => job.WaitForCompletion(options), () => job.WaitForCompletionAsync(options));

    /// <summary>For this long the server takes the scheduler for unhealthy.</summary>
    private static void TakeDown(SimulatedCluster cluster, TimeSpan duration)
    {
        var unhealthy = Fixture.Load("v2/status/unhealthy-system-jobs");
        var end = cluster.Time.GetUtcNow() + duration;
        cluster.Faults.On(HttpMethod.Get, JobPath).Always().AnswerStatus(unhealthy.StatusCode, unhealthy.Body, unhealthy.Headers);
        cluster.Time.Waited = () =>
        {
            if (cluster.Time.GetUtcNow() >= end)
            {
                cluster.Faults.Clear();
            }
        };
    }
}
