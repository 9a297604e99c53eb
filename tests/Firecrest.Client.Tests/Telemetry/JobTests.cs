using System.Diagnostics;
using Firecrest.Client.Tests.Faults;
using Firecrest.Client.Tests.Identities;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Telemetry;

/// <summary>What a submission and a wait tell.</summary>
[Collection(nameof(Alone))]
public sealed class JobTests
{
    [Theory, SyncAndAsync]
    public async Task A_submission_is_one_tree_also_when_its_answer_was_lost(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var log = new LogLines();
        await using var cluster = await SimulatedCluster.Start(log: log);
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").DropAfter();

        var job = await cluster.Submit(mode);

        var span = telemetry.Span("submit job");
        span.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?> { ["firecrest.system"] = cluster.Hpc.SystemName, ["firecrest.job.id"] = job.JobId, ["firecrest.job.adopted"] = true });
        telemetry.Below(span).Should().Equal(
            "GET /status/systems", "  get token", "GET /filesystem/{system_name}/ops/stat", "POST /compute/{system_name}/jobs",
            "GET /compute/{system_name}/jobs", "GET /compute/{system_name}/jobs/{job_id}/metadata");
        telemetry.Spans.Select(one => one.TraceId).Distinct().Should().ContainSingle();
        telemetry.Span("POST /compute/{system_name}/jobs").Status.Should().Be(ActivityStatusCode.Error);
        span.Status.Should().Be(ActivityStatusCode.Unset);
        log.Lines.Should().ContainSingle(line => line.StartsWith("Information SubmissionLost", StringComparison.Ordinal)).And.ContainSingle(line => line.StartsWith("Information SubmissionAdopted", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_is_submitted_again_is_logged(Mode mode)
    {
        using var log = new LogLines();
        await using var cluster = await SimulatedCluster.Start(log: log);
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").AnswerStatus(502);

        await cluster.Submit(mode);

        log.Lines.Should().ContainSingle(line => line.StartsWith("Information SubmissionLost", StringComparison.Ordinal)).And.ContainSingle(line => line.StartsWith("Information SubmissionRepeated", StringComparison.Ordinal))
            .And.NotContain(line => line.StartsWith("Information SubmissionAdopted", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_is_a_span_with_the_states_and_each_look_a_trace_that_links_to_it(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        await using var cluster = await SimulatedCluster.Start(runTime: TimeSpan.FromHours(6));
        var job = await cluster.Submit(mode);
        using var program = new Activity("program").Start();

        await mode.Run(() => job.WaitForCompletion(), () => job.WaitForCompletionAsync());

        var wait = telemetry.Span("wait for job");
        (wait.TraceId, wait.ParentSpanId).Should().Be((program.TraceId, program.SpanId));
        wait.GetTagItem("firecrest.job.id").Should().Be(job.JobId);
        wait.Events.SelectMany(e => e.Tags).Select(tag => tag.Value).Should().Equal("RUNNING", "COMPLETED");
        var looks = telemetry.Spans.Where(span => span.DisplayName == "look at jobs").ToList();
        looks.Count.Should().BeGreaterThan(100, "the job took six hours");
        looks.Should().OnlyContain(look => look.ParentSpanId == default && look.Links.Single().Context.SpanId == wait.SpanId && telemetry.Below(look).Contains("GET /compute/{system_name}/jobs/{job_id}"));
        looks.Select(look => look.TraceId).Should().OnlyHaveUniqueItems();
        telemetry.Spans.Where(span => span.TraceId == program.TraceId).Should().Equal(wait);
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_that_ran_out_of_time_says_so(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(mode);
        var options = new WaitOptions { TimeLimit = TimeSpan.FromMinutes(5) };

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => job.WaitForCompletion(options), () => job.WaitForCompletionAsync(options))).Should().ThrowAsync<FirecrestTimeoutException>()).Which;

        var wait = telemetry.Span("wait for job");
        (wait.Status, wait.StatusDescription, wait.GetTagItem("error.type")).Should().Be((ActivityStatusCode.Error, failure.Message, "Firecrest.Client.FirecrestTimeoutException"));
    }
}
