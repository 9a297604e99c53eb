using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Cli.Tests;

/// <summary>Waits for many jobs, which cost as few requests as the wait for one.</summary>
public sealed class WaitForManyTests : IAsyncLifetime
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly SimulatedSite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("wait", "ndjson")]
    [InlineData("watch", "id")]
    public async Task Twenty_jobs_cost_a_few_lists_for_each_look(string command, string format)
    {
        var ids = await Submit(20);
        _site.Hpc.Journal.Clear();

        var run = (await _site.RunWith(string.Join('\n', ids), "job", command, "--ids-from", "-", "--poll", "200ms", "-o", format)).Succeeded();

        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(20);
        var looks = _site.Hpc.Journal.Requests.Where(request => request.Method == "GET" && request.Path.StartsWith($"/compute/{_site.Hpc.SystemName}/jobs", StringComparison.Ordinal)).ToList();
        looks.Should().HaveCountLessThan(3 * (2 + (int)Math.Ceiling((looks[^1].Time - looks[0].Time) / Poll)), "on a busy machine jobs may fall into two or three groups, and the last two are read by themselves, but never twenty");
    }

    private async Task<List<string>> Submit(int count)
    {
        using var client = new FirecrestClient(_site.Hpc.BaseAddress, new ClientCredentialsAuth(_site.Hpc.ClientId, _site.Hpc.ClientSecret, _site.Hpc.TokenEndpoint));
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await client.SubmitAsync(_site.Hpc.SystemName, JobDescription.FromScript("#!/bin/bash\ntrue\n", _site.Home), TestContext.Current.CancellationToken)).JobId);
        }

        return ids;
    }

    private sealed class SimulatedSite : CliSite
    {
        protected override FirecrestEmulatorOptions Options => new()
        {
            Simulation = new JobSimulation { Choose = _ => new SimulatedJob { Phases = [new("RUNNING", TimeSpan.FromSeconds(4))] } },
        };
    }
}
