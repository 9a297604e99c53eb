using System.Globalization;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Jobs;

/// <summary>Waits for jobs that walk through scripted states, with something going wrong at each step.</summary>
public sealed class StateSequenceTests
{
    private const string Gone = "-";

    /// <summary>What the scheduler says at each look, what the wait for the end returns, and at which look a wait for the run returns. <c>-</c> is a job that is not known.</summary>
    private static readonly (string Looks, string End, int RunsAt)[] Sequences =
    [
        // Slurm
        ("PENDING > RUNNING > COMPLETED", "COMPLETED", 1),
        ("PENDING > COMPLETED", "COMPLETED", 1),
        ("COMPLETED", "COMPLETED", 0),
        ("PENDING > PENDING > RUNNING > RUNNING > COMPLETING > COMPLETED", "COMPLETED", 2),
        ("PENDING > CONFIGURING > RUNNING > COMPLETED", "COMPLETED", 2),
        ("PENDING > RUNNING,CONFIGURING > RUNNING,POWER_UP_NODE,CONFIGURING > RUNNING > COMPLETED", "COMPLETED", 3),
        ("RUNNING > RUNNING,COMPLETING > COMPLETED", "COMPLETED", 0),
        ("RUNNING > COMPLETED,COMPLETING > COMPLETED", "COMPLETED", 0),
        ("RUNNING > FAILED,COMPLETING > FAILED", "FAILED", 0),
        ("RUNNING > STAGE_OUT > COMPLETED", "COMPLETED", 0),
        ("RUNNING > SUSPENDED > RUNNING > COMPLETED", "COMPLETED", 0),
        ("SUSPENDED > STOPPED > RUNNING > COMPLETED", "COMPLETED", 2),
        ("RUNNING > RUNNING,SIGNALING > TIMEOUT", "TIMEOUT", 0),
        ("RUNNING,RESIZING > COMPLETED", "COMPLETED", 0),
        ("PENDING > CANCELLED by 5001", "CANCELLED", 1),
        ("RUNNING > CANCELLED,COMPLETING > CANCELLED by 0", "CANCELLED", 0),
        ("PENDING > DEADLINE", "DEADLINE", 1),
        ("RUNNING > OUT_OF_MEMORY", "OUT_OF_MEMORY", 0),
        ("RUNNING > FAILED,LAUNCH_FAILED", "FAILED,LAUNCH_FAILED", 0),
        ("PENDING > BOOT_FAIL", "BOOT_FAIL", 1),
        ("PENDING > REVOKED", "REVOKED", 1),
        ("PENDING > RESV_DEL_HOLD > RUNNING > COMPLETED", "COMPLETED", 2),
        ("RUNNING > SOME_NEW_STATE > COMPLETED", "COMPLETED", 0),

        // Put back into the queue
        ("RUNNING > REQUEUED > PENDING > RUNNING > COMPLETED", "COMPLETED", 0),
        ("RUNNING > PREEMPTED,REQUEUED > PENDING > RUNNING > COMPLETED", "COMPLETED", 0),
        ("NODE_FAIL,REQUEUED > PENDING > RUNNING > NODE_FAIL", "NODE_FAIL", 2),
        ("RUNNING > PENDING,REQUEUE_HOLD > REQUEUE_FED > RUNNING > COMPLETED", "COMPLETED", 0),
        ("PENDING,SPECIAL_EXIT > PENDING,LAUNCH_FAILED > RUNNING > FAILED", "FAILED", 2),
        ("RUNNING > PREEMPTED", "PREEMPTED", 0),

        // Not known for a while
        ("- > - > PENDING > RUNNING > COMPLETED", "COMPLETED", 3),
        ("RUNNING > - > - > COMPLETED", "COMPLETED", 0),
        ("PENDING > - > RUNNING > - > - > - > FAILED", "FAILED", 2),

        // PBS
        ("Q > R > E > F", "F", 1),
        ("H > W > Q > R > S > U > R > C", "C", 3),
        ("T > Q > B > X", "X", 2),
        ("Q > F", "F", 1),

        // Arrays: the states of the tasks
        ("PENDING|PENDING > RUNNING|PENDING > COMPLETED|RUNNING > COMPLETED|COMPLETED", "COMPLETED", 1),
        ("COMPLETED|PENDING > COMPLETED|RUNNING > COMPLETED|FAILED", "FAILED", 1),
        ("FAILED|RUNNING > FAILED|COMPLETING > FAILED|COMPLETED", "FAILED", 0),
        ("COMPLETING|SUSPENDED|RUNNING > COMPLETED|COMPLETED|CANCELLED by 1", "CANCELLED", 0),
        ("COMPLETED|REQUEUED > COMPLETED|COMPLETED", "COMPLETED", 1),
    ];

    private static readonly Dictionary<string, Func<HttpResponseMessage>?> Faults = new()
    {
        ["nothing"] = null,
        ["429"] = static () => RateLimited(),
        ["503"] = static () => Fixture.Load("v2/status/unhealthy-system-jobs").ToResponse(),
        ["502"] = static () => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html></html>") },
        ["reset"] = static () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"),
        ["refused"] = static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        ["404"] = static () => Unknown(),
    };

    public static MatrixTheoryData<int, string, Mode> Cases => new(Enumerable.Range(0, Sequences.Length), Faults.Keys, Enum.GetValues<Mode>());

    [Theory, MemberData(nameof(Cases))]
    public async Task A_wait_ends_with_the_job_whatever_happens_on_the_way(int sequence, string fault, Mode mode)
    {
        var (looks, end, _) = Sequences[sequence];
        using var server = Script(looks, fault, out var told);
        using var client = TestClient.Create(server, retry: new RetryOptions { MaxRetries = 0 });
        var seen = new List<JobState>();
        var options = new WaitOptions { StateChanged = job => seen.Add(job.State) };
        var handle = client.GetJobHandle("daint", "10");

        var done = await mode.Run(() => handle.WaitForCompletion(options), () => handle.WaitForCompletionAsync(options));

        done.State.Should().Be(new JobState(end));
        told().Should().Be(looks.Split(" > ").Length, "all that the scheduler has to tell was heard, and nothing after the end");
        seen[^1].Should().Be(done.State);
        seen.Zip(seen.Skip(1)).Where(pair => pair.First == pair.Second).Should().BeEmpty("each state is reported once");
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_wait_for_the_run_ends_when_the_job_runs_or_is_over(int sequence, string fault, Mode mode)
    {
        var (looks, _, runsAt) = Sequences[sequence];
        using var server = Script(looks, fault, out var told);
        using var client = TestClient.Create(server, retry: new RetryOptions { MaxRetries = 0 });
        var handle = client.GetJobHandle("daint", "10");

        var job = await mode.Run(() => handle.WaitUntilRunning(), () => handle.WaitUntilRunningAsync());

        (job.State.IsRunning || job.State.IsTerminal).Should().BeTrue();
        told().Should().Be(runsAt + 1);
    }

    [Fact]
    public void There_are_many_sequences() => Sequences.Length.Should().BeGreaterThanOrEqualTo(30);

    /// <summary>A server that tells one look after the other, and before each of them fails in the same way.</summary>
    private static StubHandler Script(string looks, string fault, out Func<int> told)
    {
        var steps = looks.Split(" > ");
        var (next, failed) = (0, false);
        told = () => next;
        return new StubHandler(_ =>
        {
            if (Faults[fault] is { } fail && !failed)
            {
                failed = true;
                return fail();
            }

            failed = false;
            var step = steps[Math.Min(next++, steps.Length - 1)];
            return step == Gone ? Unknown() : StubHandler.Json($$"""{"jobs":[{{string.Join(',', Rows(step))}}]}""");
        });
    }

    private static IEnumerable<string> Rows(string step)
    {
        var states = step.Split('|');
        return states.Select((state, index) => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"jobId":"{{{(states.Length > 1 ? $"10_{index}" : "10")}}}","name":"x","status":{"state":"{{{state}}}","exitCode":0},"time":{},"nodes":"","partition":"p","cluster":"c","account":"a","allocationNodes":1,"group":"g","user":"u","workingDirectory":"/","priority":1}"""));
    }

    private static HttpResponseMessage Unknown() => Fixture.Load("v2/compute/job-by-id-unknown").ToResponse();

    private static HttpResponseMessage RateLimited()
    {
        var response = StubHandler.Json("{}", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(90));
        return response;
    }
}
