namespace Firecrest.Client.Async.Tests;

/// <summary>Many looks at jobs, few requests.</summary>
public sealed class MergedPollTests : IDisposable
{
    private const string Daint = "daint";
    private const string Eiger = "eiger";

    private readonly StubSite _site = new();

    public MergedPollTests()
    {
        foreach (var id in Enumerable.Range(1, 100))
        {
            _site.Set(Daint, $"{id}", "RUNNING");
            _site.Set(Eiger, $"{id}", "PENDING");
        }
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public Task A_thousand_looks_at_two_systems_are_few_requests_and_each_gets_its_own_system() => _site.Time.Run(async () =>
    {
        var looks = Enumerable.Range(0, 1000).Select(i => _site.Client.PollAsync(i % 2 == 0 ? Daint : Eiger, Ids(i % 90, 10))).ToList();

        for (var i = 0; i < looks.Count; i++)
        {
            var jobs = await looks[i];
            jobs.Select(job => job.JobId).Should().Equal(Ids(i % 90, 10));
            jobs.Should().OnlyContain(job => job.State == (i % 2 == 0 ? JobState.Running : JobState.Pending));
        }

        _site.Paths.Should().OnlyContain(path => path == "/compute/daint/jobs" || path == "/compute/eiger/jobs");
        _site.Paths.Should().HaveCountLessThan(50);
    });

    private static List<string> Ids(int first, int count) => [.. Enumerable.Range(first + 1, count).Select(id => $"{id}")];
}
