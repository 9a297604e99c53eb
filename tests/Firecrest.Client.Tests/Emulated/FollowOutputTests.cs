using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Output that is followed while it is written: jobs on a clock that jumps whenever the client waits, real files, real HTTP.</summary>
public sealed class FollowOutputTests : IAsyncLifetime
{
    /// <summary>So small that a log takes many blocks.</summary>
    private const int Limit = 400;

    private const int Block = (Limit / 2) - 1;

    private static readonly TimeSpan RunTime = TimeSpan.FromMinutes(10);

    private readonly InstantTime _time = new();
    private SimulatedJob _plan = new() { Phases = [new("PENDING", TimeSpan.FromMinutes(1)), new("RUNNING", RunTime)] };
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    public ValueTask InitializeAsync() => Start(Generation.V2);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, EachGeneration]
    public async Task A_log_that_grows_by_pieces_of_characters_is_read_exactly(Generation generation, Mode mode)
    {
        await Restart(generation);
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            string[] letters = ["a", "\n", "\r", "é", "λ", "€", "漢", "🚀", "\u0301"];
            var text = string.Concat(Enumerable.Range(0, 1200).Select(_ => letters[random.Next(letters.Length)]));
            var job = await Submit();
            WriteWhileItRuns(job, Cut(Encoding.UTF8.GetBytes(text), random));

            var chunks = await Follow(mode, job);

            string.Concat(chunks).Should().Be(text, $"of seed {seed}");
            chunks.Count.Should().BeGreaterThan(10);
            chunks.Should().OnlyContain(chunk => !chunk.IsError && !chunk.StartsOver && !chunk.Text.Contains('\uFFFD'));
        }
    }

    [Theory, EachGeneration]
    public async Task A_log_of_whole_blocks_is_read_exactly(Generation generation, Mode mode)
    {
        await Restart(generation);
        var job = await Submit();
        WriteWhileItRuns(job, Enumerable.Range(0, 6).Select(index => Encoding.UTF8.GetBytes(new string((char)('a' + index), Block))));

        string.Concat(await Follow(mode, job)).Should().Be(string.Concat(Enumerable.Range(0, 6).Select(index => new string((char)('a' + index), Block))));
    }

    [Theory, EachGeneration]
    public async Task A_character_that_is_never_complete_is_shown_as_such_at_the_end(Generation generation, Mode mode)
    {
        await Restart(generation);
        var job = await Submit();
        WriteWhileItRuns(job, ["done "u8.ToArray(), [0xE2, 0x82]]);

        string.Concat(await Follow(mode, job)).Should().Be("done \uFFFD");
    }

    [Theory, EachGeneration]
    public async Task Bytes_that_are_no_text_do_not_stop_a_short_log(Generation generation, Mode mode)
    {
        await Restart(generation);
        var job = await Submit();
        WriteWhileItRuns(job, ["caf"u8.ToArray(), [0xE9], " "u8.ToArray(), [0xE2, 0x82], [0xAC, (byte)'\n'], "end\n"u8.ToArray(), [0xF0]]);

        string.Concat(await Follow(mode, job)).Should().Be("caf\uFFFD €\nend\n\uFFFD");
    }

    [Theory, SyncAndAsync]
    public async Task Bytes_that_are_no_text_end_the_following_of_a_long_log_with_the_reason(Mode mode)
    {
        var job = await Submit();
        WriteWhileItRuns(job, [Encoding.UTF8.GetBytes(new string('x', Limit)), [0xE9], "y"u8.ToArray()]);

        var failure = await FluentActions.Awaiting(() => Follow(mode, job)).Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().Contain($"after byte {Limit}");
    }

    [Theory, EachGeneration]
    public async Task A_file_that_is_written_anew_is_read_from_its_beginning(Generation generation, Mode mode)
    {
        await Restart(generation);
        var job = await Submit();
        var file = _hpc.GetLocalPath(OutputOf(job));
        var contents = new Queue<string>(["first\n", "2\n", new string('x', Block), "short\n", "other\n"]);
        WhileItRuns(job, () => File.WriteAllText(file, contents.Count > 0 ? contents.Dequeue() : "other\n"), every: 5);

        var chunks = await Follow(mode, job, new FollowOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1)) });

        chunks.Select(chunk => (chunk.Text, chunk.StartsOver)).Should().Equal(
            ("first\n", false), ("2\n", true), (new string('x', Block), true), ("short\n", true), ("other\n", true));
    }

    [Theory, EachGeneration]
    public async Task What_the_job_prints_is_told_apart_by_stream(Generation generation, Mode mode)
    {
        await Restart(generation);
        _plan = _plan with
        {
            Output = [new("one\n", TimeSpan.FromSeconds(30)), new("oh\n", TimeSpan.FromSeconds(90)) { IsError = true }, new("two\n", TimeSpan.FromMinutes(9))],
        };
        var job = await Submit("errors.txt");

        (await Follow(mode, job)).Select(chunk => (chunk.Text, chunk.IsError)).Should().Equal(("one\n", false), ("oh\n", true), ("two\n", false));
        string.Concat(await Follow(mode, job, new FollowOptions { IncludeError = false })).Should().Be("one\ntwo\n", "also when the job is over");
    }

    [Theory, EachGeneration]
    public async Task Output_that_appears_late_after_the_end_is_waited_for(Generation generation, Mode mode)
    {
        await Restart(generation);
        _plan = _plan with { Output = [new("late\n")], OutputDelayAfterEnd = TimeSpan.FromSeconds(12) };
        var job = await Submit();

        string.Concat(await Follow(mode, job)).Should().Be("late\n");
    }

    [Theory, SyncAndAsync]
    public async Task Output_that_never_appears_is_waited_for_as_long_as_asked(Mode mode)
    {
        _plan = _plan with { Output = [new("late\n")], OutputDelayAfterEnd = TimeSpan.FromHours(1) };
        var ends = _time.GetUtcNow() + TimeSpan.FromMinutes(11);

        (await Follow(mode, await Submit(), new FollowOptions { LateFileGrace = TimeSpan.FromMinutes(10) })).Should().BeEmpty();

        (_time.GetUtcNow() - ends).Should().BeCloseTo(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(12), "the end is seen after a pause");
    }

    [Theory, SyncAndAsync]
    public async Task Output_that_grows_late_after_the_end_is_waited_for_as_long_as_asked(Mode mode)
    {
        var job = await Submit();
        var file = _hpc.GetLocalPath(OutputOf(job));
        var ends = _time.GetUtcNow() + TimeSpan.FromMinutes(11);
        _time.Waited = () =>
        {
            if (_time.GetUtcNow() >= ends + TimeSpan.FromSeconds(20))
            {
                File.WriteAllText(file, "late\n");
            }
        };

        string.Concat(await Follow(mode, job, new FollowOptions { DrainTime = TimeSpan.FromSeconds(60) })).Should().Be("late\n");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_never_starts_has_no_output_whoever_wrote_its_file_before(Mode mode)
    {
        _plan = new() { Phases = [new("PENDING", TimeSpan.FromMinutes(5))], FinalState = "CANCELLED" };
        var job = await Submit();
        await File.WriteAllTextAsync(_hpc.GetLocalPath(OutputOf(job)), "yesterday\n", TestContext.Current.CancellationToken);

        (await Follow(mode, job)).Should().BeEmpty();
        _hpc.Journal.Requests.Should().NotContain(request => request.Path.EndsWith("/ops/view", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task Outages_do_not_stop_the_following(Mode mode)
    {
        _plan = _plan with { Output = [new("one\n", TimeSpan.FromSeconds(30)), new("two\n", TimeSpan.FromMinutes(9))] };
        var job = await Submit();
        foreach (var path in new[] { "/filesystem/*/ops/view", "/compute/*/jobs/*" })
        {
            _hpc.Faults.On(HttpMethod.Get, path).Times(7).DropBefore();
            _hpc.Faults.On(HttpMethod.Get, path).Times(7).AnswerStatus(503, "");
            _hpc.Faults.On(HttpMethod.Get, path).Times(3).RateLimit(TimeSpan.FromSeconds(20));
            _hpc.Faults.On(HttpMethod.Get, path).Times(7).TimeOutAfter();
        }

        string.Concat(await Follow(mode, job)).Should().Be("one\ntwo\n");
    }

    [Theory, EachGeneration]
    public async Task A_job_known_by_its_id_alone_is_followed_too(Generation generation, Mode mode)
    {
        await Restart(generation);
        _plan = _plan with { Output = [new("x\n")] };
        var job = _client.GetJobHandle(_hpc.SystemName, (await Submit()).JobId);

        string.Concat(await Follow(mode, job)).Should().Be("x\n");
    }

    [Theory, SyncAndAsync]
    public async Task Following_ends_when_the_caller_gives_up(Mode mode)
    {
        using var cancellation = new CancellationTokenSource();
        var job = await Submit();
        _time.Waited = cancellation.Cancel;

        var failure = await FluentActions.Awaiting(() => Follow(mode, job, cancellationToken: cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        failure.Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public void Options_that_cannot_be_are_refused_before_the_first_look()
    {
        var job = _client.GetJobHandle(_hpc.SystemName, "1");

        FluentActions.Invoking(() => job.FollowOutput(new FollowOptions { DrainTime = TimeSpan.FromSeconds(-1) })).Should().Throw<ArgumentException>().WithMessage("DrainTime*");
        FluentActions.Invoking(() => job.FollowOutputAsync(new FollowOptions { Schedule = PollSchedule.Every(TimeSpan.Zero) })).Should().Throw<ArgumentException>();
    }

    private static Task<List<OutputChunk>> Follow(Mode mode, JobHandle job, FollowOptions? options = null, CancellationToken cancellationToken = default)
        => mode.Run(() => job.FollowOutput(options, cancellationToken).ToList(), async () =>
        {
            var chunks = new List<OutputChunk>();
            await foreach (var chunk in job.FollowOutputAsync(options, cancellationToken))
            {
                chunks.Add(chunk);
            }

            return chunks;
        });

    private static IEnumerable<byte[]> Cut(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, 60), bytes.Length - at);
            yield return bytes[at..(at + count)];
            at += count;
        }
    }

    private async ValueTask Restart(Generation generation)
    {
        await DisposeAsync();
        await Start(generation);
    }

    private async ValueTask Start(Generation generation)
    {
        var options = new FirecrestEmulatorOptions { TimeProvider = _time, Simulation = new JobSimulation { Choose = _ => _plan } };
        _hpc = await FirecrestEmulator.StartAsync(generation.IsV1() ? options : options with { MaxOpsFileSize = Limit }, TestContext.Current.CancellationToken);
        _client = _hpc.Connect(generation, new FirecrestClientOptions { TimeProvider = _time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    private string OutputOf(JobHandle job) => $"{_hpc.HomeDirectory}/slurm-{job.JobId}.out";

    private Task<JobHandle> Submit(string? error = null)
        => _client.SubmitAsync(_hpc.SystemName, JobDescription.FromScript("#!/bin/bash\ntrue\n", _hpc.HomeDirectory) with { StandardError = error });

    /// <summary>Adds a piece to the output at each wait of the client, as long as there are pieces.</summary>
    private void WriteWhileItRuns(JobHandle job, IEnumerable<byte[]> pieces)
    {
        var left = new Queue<byte[]>(pieces);
        WhileItRuns(job, () =>
        {
            if (left.TryDequeue(out var piece))
            {
                using var file = new FileStream(_hpc.GetLocalPath(OutputOf(job)), FileMode.Append);
                file.Write(piece);
            }
        });
    }

    private void WhileItRuns(JobHandle job, Action act, int every = 1)
    {
        var waits = 0;
        _time.Waited = () =>
        {
            // The emulator makes the file when the job starts.
            if (File.Exists(_hpc.GetLocalPath(OutputOf(job))) && waits++ % every == 0)
            {
                act();
            }
        };
    }
}
