using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/concepts/many-jobs.md, run against an emulator.</summary>
public sealed class ManyJobsSnippets
{
    [Fact]
    public async Task Many_jobs()
    {
        await using var emulator = await StartEmulator();
        var (url, clientId, clientSecret, tokenUrl) = (emulator.BaseAddress.ToString(), emulator.ClientId, emulator.ClientSecret, emulator.TokenEndpoint.ToString());
        var (system, directory, runId, cancellationToken) = (emulator.SystemName, emulator.HomeDirectory, "run 1", TestContext.Current.CancellationToken);

        #region snippet many-jobs
        using var client = new AsyncFirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

        var jobs = Enumerable.Range(0, 20).Select(i => JobDescription.FromScript($"#!/bin/bash\necho $(({i} * {i}))\n", directory) with { Name = $"square-{i}" });
        List<JobHandle> submitted = [];
        await foreach (var result in client.SubmitManyAsync(system, jobs, new SubmitManyOptions { IdempotencyKey = runId }, cancellationToken))
        {
            submitted.Add(result.EnsureSubmitted());
        }

        await foreach (var ended in client.AsCompletedAsync(submitted, cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{ended.Job} ended {ended.Info.State}: {await ended.Job.GetOutputAsync(cancellationToken)}");
        }
        #endregion

        submitted.Should().HaveCount(20);
        (await client.PollAsync(system, submitted.Select(job => job.JobId), cancellationToken)).Should().OnlyContain(job => job.State == JobState.Completed);
    }

    [Fact]
    public async Task Watching_arrays_chains_and_files()
    {
        await using var emulator = await StartEmulator();
        using var client = new AsyncFirecrestClient(emulator.BaseAddress, new ClientCredentialsAuth(emulator.ClientId, emulator.ClientSecret, emulator.TokenEndpoint));
        var (system, cancellationToken) = (emulator.SystemName, TestContext.Current.CancellationToken);
        var job = JobDescription.FromScript("#!/bin/bash\ntrue\n", emulator.HomeDirectory);
        var prepare = job with { Name = "prepare" };
        string[] jobIds = [(await client.SubmitAsync(system, job, cancellationToken)).JobId];
        var local = Path.Combine(emulator.RootFolder, "local.txt");
        await File.WriteAllTextAsync(local, "content", cancellationToken);
        FilePair[] files = [new(local, emulator.HomeDirectory + "/remote.txt")];

        #region snippet many-jobs-watch
        await foreach (JobInfo seen in client.WatchJobsAsync(system, jobIds, cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{seen.JobId} is {seen.State}");
        }
        #endregion

        #region snippet many-jobs-more
        JobArrayHandle array = await client.SubmitArrayAsync(system, job with { Array = "0-3" }, cancellationToken: cancellationToken);
        foreach (ArrayTaskResult task in await array.WaitForTasksAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"task {task.Index} ended {task.Info.State}");
        }

        await foreach (var step in client.SubmitChainAsync(system, [prepare, job], cancellationToken: cancellationToken))
        {
            step.EnsureSubmitted();
        }

        await foreach (var file in client.UploadManyAsync(system, files, cancellationToken))
        {
            Console.WriteLine($"{file.Item.LocalPath}: {file.Failure?.Message ?? "uploaded"}");
        }
        #endregion

        (await client.HeadAsync(system, files[0].RemotePath, cancellationToken: cancellationToken)).Should().StartWith("content");
    }

    /// <summary>Simulated jobs are over at once.</summary>
    private static Task<FirecrestEmulator> StartEmulator() => FirecrestEmulator.StartAsync(
        new FirecrestEmulatorOptions { Simulation = new JobSimulation { Default = new SimulatedJob { Phases = [new JobPhase("RUNNING", TimeSpan.Zero)], Output = [new JobOutput("done\n")] } } },
        TestContext.Current.CancellationToken);
}
