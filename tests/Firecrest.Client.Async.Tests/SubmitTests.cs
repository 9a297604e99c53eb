namespace Firecrest.Client.Async.Tests;

/// <summary>Many jobs and files at a time, against the emulator of both generations.</summary>
public sealed class SubmitTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public Task Many_jobs_are_submitted_in_order_and_one_that_fails_does_not_stop_the_others() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);
        var jobs = Enumerable.Range(0, 30).Select(i => site.Job with { Name = $"job{i}", Account = i == 7 ? "tiny" : null }).ToList();

        var results = await site.Client.SubmitManyAsync(site.Hpc.SystemName, jobs).ToListAsync();

        results.Select(result => result.Index).Should().Equal(Enumerable.Range(0, 30));
        results.Select(result => result.Description).Should().Equal(jobs);
        results[7].Job.Should().BeNull();
        results[7].Failure.Should().BeAssignableTo<FirecrestApiException>();
        FluentActions.Invoking(() => results[7].EnsureSubmitted()).Should().Throw<FirecrestApiException>();
        var submitted = results.Where(result => result.Index != 7).Select(result => result.EnsureSubmitted().JobId).ToList();
        submitted.Should().HaveCount(29).And.OnlyHaveUniqueItems();
        (await site.Client.WhenAll(results.Where(result => result.Job is not null).Select(result => result.Job!))).Should().OnlyContain(job => job.State == JobState.Completed);
    });

    [Fact]
    public Task Jobs_that_are_submitted_again_with_the_same_key_are_found() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);
        var jobs = Enumerable.Range(0, 5).Select(i => site.Job with { Name = $"job{i}" }).ToList();
        var options = new SubmitManyOptions { IdempotencyKey = "run 7" };

        var first = await site.Client.SubmitManyAsync(site.Hpc.SystemName, jobs, options).ToListAsync();
        var second = await site.Client.SubmitManyAsync(site.Hpc.SystemName, jobs, options).ToListAsync();

        second.Select(result => result.EnsureSubmitted().JobId).Should().Equal(first.Select(result => result.EnsureSubmitted().JobId));
        second.Should().OnlyContain(result => result.Job!.WasAdopted);
        (await site.Client.GetJobsAsync(site.Hpc.SystemName)).Should().HaveCount(5);
    });

    [Fact]
    public Task No_more_submissions_are_under_way_than_the_options_allow() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time, options: new AsyncClientOptions { MaxConcurrentSubmissions = 3 });

        await site.Client.SubmitManyAsync(site.Hpc.SystemName, Enumerable.Repeat(site.Job, 40)).ToListAsync();

        site.MostAtOnce.Should().BeInRange(1, 3);
    });

    [Fact]
    public Task The_jobs_of_a_chain_wait_for_each_other_and_it_ends_where_one_is_refused() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);

        var chain = await site.Client.SubmitChainAsync(site.Hpc.SystemName, [site.Job, site.Job, site.Job]).ToListAsync();
        var ids = chain.Select(result => result.EnsureSubmitted().JobId).ToList();
        site.Scripts[0].Should().NotContain("--dependency");
        site.Scripts[1].Should().Contain($"#SBATCH --dependency=afterok:{ids[0]}\n");
        site.Scripts[2].Should().Contain($"#SBATCH --dependency=afterok:{ids[1]}\n");

        var broken = await site.Client.SubmitChainAsync(site.Hpc.SystemName, [site.Job, site.Job with { Account = "tiny" }, site.Job]).ToListAsync();
        broken.Select(result => result.Job is not null).Should().Equal(true, false);
    });

    [Fact]
    public Task An_array_tells_how_each_of_its_tasks_ended() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);

        var array = await site.Client.SubmitArrayAsync(site.Hpc.SystemName, site.Job with { Array = "1,3-7:2%2" });
        var tasks = await array.WaitForTasksAsync();

        tasks.Select(task => task.Index).Should().Equal(1, 3, 5, 7);
        tasks.Select(task => task.Info.JobId).Should().Equal($"{array.Job.JobId}_1", $"{array.Job.JobId}_3", $"{array.Job.JobId}_5", $"{array.Job.JobId}_7");
        tasks.Select(task => task.Info.State.Value).Should().Equal("COMPLETED", "FAILED", "COMPLETED", "COMPLETED");
        array.GetTask(3).JobId.Should().Be($"{array.Job.JobId}_3");
        FluentActions.Invoking(() => array.GetTask(2)).Should().Throw<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => site.Client.SubmitArrayAsync(site.Hpc.SystemName, site.Job)).Should().ThrowAsync<ArgumentException>();
    });

    [Fact]
    public Task Files_go_both_ways_a_few_at_a_time_and_one_that_fails_does_not_stop_the_others() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);
        var folder = Directory.CreateTempSubdirectory("firecrest-");
        try
        {
            var files = Enumerable.Range(0, 20).Select(i => new FilePair(Path.Combine(folder.FullName, $"{i}.txt"), $"{site.Hpc.HomeDirectory}/{i}.txt")).ToList();
            files.Where((_, i) => i != 3).ToList().ForEach(file => File.WriteAllText(file.LocalPath, file.RemotePath.ToString()));

            var up = await site.Client.UploadManyAsync(site.Hpc.SystemName, files).ToListAsync();
            up.Select(result => result.Item).Should().Equal(files);
            up[3].Failure.Should().BeAssignableTo<IOException>();
            up.Count(result => result.Failure is null).Should().Be(19);

            folder.EnumerateFiles().ToList().ForEach(file => file.Delete());
            var down = await site.Client.DownloadManyAsync(site.Hpc.SystemName, files).ToListAsync();
            down[3].Failure.Should().BeOfType<FirecrestNotFoundException>();
            File.ReadAllText(files[19].LocalPath).Should().Be(files[19].RemotePath.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });

    [Fact]
    public Task Whatever_an_operation_of_the_caller_throws_is_the_failure_of_its_file() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time);
        Exception[] thrown = [new InvalidOperationException("mine"), new TaskCanceledException("my own time limit"), new HttpRequestException("elsewhere")];

        var results = await site.Client.ForEachFileAsync(Enumerable.Range(0, 6), (i, _) => i < 3 ? Task.FromException(thrown[i]) : Task.CompletedTask).ToListAsync();

        results.Select(result => result.Failure).Should().Equal([.. thrown, null, null, null]);
    });

    [Fact]
    public Task As_many_are_under_way_as_the_options_say_however_many_that_are() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time, options: new AsyncClientOptions { MaxConcurrentFiles = 100 });
        var all = new TaskCompletionSource();
        var running = 0;

        await site.Client.ForEachFileAsync(
            Enumerable.Range(0, 100),
            (_, _) =>
            {
                if (Interlocked.Increment(ref running) == 100)
                {
                    all.SetResult();
                }

                return all.Task;
            }).ToListAsync();

        running.Should().Be(100);
    });

    [Fact]
    public Task On_the_older_generation_jobs_are_asked_for_together() => _time.Run(async () =>
    {
        await using var site = await Site.Start(_time, FirecrestApiVersion.V1);
        var jobs = await site.Client.SubmitManyAsync(site.Hpc.SystemName, Enumerable.Repeat(site.Job, 8)).ToListAsync();
        site.Hpc.Journal.Clear();

        var ended = await site.Client.WhenAll(jobs.Select(result => result.EnsureSubmitted()), new WatchOptions { MaxDelay = TimeSpan.FromSeconds(10) });

        ended.Should().HaveCount(8).And.OnlyContain(job => job.State == JobState.Completed);
        var polls = site.Hpc.Journal.Requests.Where(request => request.Path == "/v1/compute/acct").ToList();
        polls.Should().HaveCountLessThan(60, "eight jobs together cost what one does");
        jobs.Should().OnlyContain(job => polls[0].Query.Contains(job.Job!.JobId, StringComparison.Ordinal));
    });
}
