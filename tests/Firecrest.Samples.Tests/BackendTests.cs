using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Firecrest.Samples.Tests;

/// <summary>What samples/02-Backend does, as its users see it: over HTTP.</summary>
public sealed class BackendTests
{
    [Fact]
    public async Task A_script_is_accepted_and_its_job_can_be_looked_at_and_read()
    {
        await using var backend = await Backend.Start();

        using var accepted = await backend.Post("#!/bin/bash\n#SBATCH --job-name=hello\necho \"hello from $SLURM_JOB_ID\"\n");

        accepted.StatusCode.Should().Be(HttpStatusCode.Accepted);
        accepted.Headers.Location!.AbsolutePath.Should().Be("/jobs/emulator/1");
        (await Json(accepted)).ToJsonString().Should().Be("""{"system":"emulator","id":"1","wasThere":false}""");
        using (var events = await backend.Open(accepted.Headers.Location))
        {
            (await Backend.Read(events).LastAsync()).Should().Be("end COMPLETED");
        }

        var job = JsonNode.Parse(await backend.Http.GetStringAsync(accepted.Headers.Location))!;
        (job["name"]!.ToString(), job["state"]!.ToString(), job["exitCode"]!.ToString()).Should().Be(("hello", "COMPLETED", "0"));
        (await backend.Http.GetStringAsync("/jobs/emulator/1/output")).Should().Be("hello from 1\n");
    }

    [Fact]
    public async Task Each_state_is_an_event_and_the_stream_ends_with_the_job()
    {
        await using var backend = await Backend.Start();
        await backend.Submit(Backend.Awaiting("first"));
        using var events = await backend.Open(await backend.Submit(Backend.Awaiting("second")));

        var seen = new List<string>();
        await foreach (var item in Backend.Read(events))
        {
            seen.Add(item);
            backend.Create(item == "state PENDING" ? "first" : "second");
        }

        seen.Should().Equal("state PENDING", "state RUNNING", "end COMPLETED");
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_his_watch_and_neither_the_job_nor_another_watch()
    {
        await using var backend = await Backend.Start();
        using var ended = new EndedRequests(backend.Services, "/jobs/{system}/{id}/events");
        var job = await backend.Submit(Backend.Awaiting("go"));
        using var staying = await backend.Open(job);
        using (var leaving = await backend.Open(job))
        {
            (await Backend.Read(leaving).FirstAsync()).Should().StartWith("state ");
        }

        await ended.Next.WaitAsync(Backend.TimeLimit);
        backend.Create("go");

        (await Backend.Read(staying).LastAsync()).Should().Be("end COMPLETED");
    }

    [Fact]
    public async Task The_same_key_twice_is_one_job()
    {
        await using var backend = await Backend.Start();

        using var first = await backend.Post("#!/bin/bash\ntrue\n", key: "run-7");
        using var second = await backend.Post("#!/bin/bash\ntrue\n", key: "run-7");

        second.Headers.Location.Should().Be(first.Headers.Location);
        ((bool)(await Json(first))["wasThere"]!, (bool)(await Json(second))["wasThere"]!).Should().Be((false, true));
        backend.Hpc.Journal.Requests.Should().ContainSingle(request => request.Method == "POST" && request.Path.EndsWith("/jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_can_be_cancelled_and_is_told_so_again()
    {
        await using var backend = await Backend.Start();
        var job = await backend.Submit(Backend.Awaiting("never"));
        using var events = await backend.Open(job);

        (await backend.Http.DeleteAsync(job)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await Backend.Read(events).LastAsync()).Should().StartWith("end CANCELLED");
        (await backend.Http.DeleteAsync(job)).StatusCode.Should().Be(HttpStatusCode.NoContent, "that is what was wanted");
    }

    [Fact]
    public async Task What_is_refused_is_a_problem_that_says_why()
    {
        await using var backend = await Backend.Start();

        await Refused(backend.Post("#!/bin/bash\ntrue\n", query: "?system=nowhere"), HttpStatusCode.NotFound, "system_not_found");
        await Refused(backend.Post("#!/bin/bash\ntrue\n", query: ""), HttpStatusCode.BadRequest);
        (await Refused(backend.Post("echo no interpreter\n"), HttpStatusCode.BadRequest))["detail"]!.ToString().Should().Contain("#!");
        await Refused(backend.Post("#!/bin/bash\ntrue\n", query: "?system=emulator&directory=/home/fireuser/none"), HttpStatusCode.NotFound, "not_found");
        await Refused(backend.Post("#!/bin/bash\n#SBATCH --partition=none\n"), HttpStatusCode.UnprocessableEntity, "scheduler_refused");
        await Refused(backend.Http.GetAsync("/jobs/emulator/77"), HttpStatusCode.NotFound, "job_not_found");
        await Refused(backend.Http.GetAsync("/jobs/nowhere/1/events"), HttpStatusCode.NotFound, "system_not_found");
        await Refused(backend.Http.GetAsync("/nothing"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_secret_that_is_not_accepted_is_not_told()
    {
        const string Secret = "not-the-secret-of-this-server";
        await using var backend = await Backend.Start(("FIRECREST_CLIENT_SECRET", Secret));

        var problem = await Refused(backend.Http.GetAsync("/jobs/emulator/1"), HttpStatusCode.BadGateway);

        problem["detail"]!.ToString().Should().Contain("/token");
        problem.ToJsonString().Should().NotContain(Secret);
    }

    [Fact]
    public async Task The_health_of_each_system_is_what_the_server_says()
    {
        await using var backend = await Backend.Start();
        (await Health(backend, HttpStatusCode.OK)).Should().Be("""{"status":"Healthy","systems":{"emulator":"Healthy: All services work."}}""");

        backend.Hpc.SetHealth("scheduler", isHealthy: false);

        (await Health(backend, HttpStatusCode.ServiceUnavailable)).Should().Contain("emulator").And.Contain("Unhealthy services: scheduler");
    }

    [Fact]
    public async Task A_system_that_the_server_does_not_have_is_unhealthy_beside_one_that_works()
    {
        await using var backend = await Backend.Start(("FIRECREST_SYSTEM", "emulator, nowhere"));

        (await Health(backend, HttpStatusCode.ServiceUnavailable)).Should()
            .Contain("""nowhere":"Unhealthy: The server has no system of this name. Its systems: emulator.""").And.Contain("""emulator":"Healthy""");
    }

    [Fact]
    public async Task A_server_that_fails_or_cannot_be_reached_is_unhealthy_in_plain_words()
    {
        await using var backend = await Backend.Start();
        backend.Hpc.Faults.On(HttpMethod.Get, "/status/systems").AnswerStatus(500, """{"message":"no database"}""");
        (await Health(backend, HttpStatusCode.ServiceUnavailable)).Should().Contain("no database");
        (await Health(backend, HttpStatusCode.OK)).Should().Contain("Healthy");

        await backend.Hpc.DisposeAsync();

        (await Health(backend, HttpStatusCode.ServiceUnavailable)).Should().Contain("could not be reached");
    }

    [Fact]
    public async Task Metrics_of_the_client_and_of_the_service_can_be_scraped()
    {
        await using var backend = await Backend.Start();
        await backend.Http.GetStringAsync("/health");

        var metrics = await backend.Http.GetStringAsync("/metrics");

        metrics.Should().Contain("http_server_request_duration").And.Contain("firecrest_client_operation_duration_seconds_count");
    }

    [Fact]
    public async Task Without_settings_it_brings_an_emulator_along()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        start.Environment.Remove("FIRECREST_URL");
        using var program = Process.Start(start)!;
        try
        {
            using var http = new HttpClient { BaseAddress = await ReadAddress(program.StandardOutput) };
            (await http.GetStringAsync("/health")).Should().Contain("emulator").And.Contain("All services work");
            using var accepted = await http.PostAsync("/jobs?system=emulator", new StringContent("#!/bin/bash\ntrue\n"));
            accepted.StatusCode.Should().Be(HttpStatusCode.Accepted);
        }
        finally
        {
            // Asked to end, it takes its emulator's files with it.
            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync();
        }

        program.ExitCode.Should().Be(0);
    }

    private static async Task<Uri> ReadAddress(StreamReader output)
    {
        const string Words = "Now listening on: ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Words, StringComparison.Ordinal) is >= 0 and var start)
            {
                _ = output.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(line[(start + Words.Length)..]);
            }
        }

        throw new InvalidOperationException("The program ended before it listened.");
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private static async Task<string> Health(Backend backend, HttpStatusCode status)
    {
        using var answer = await backend.Http.GetAsync("/health");
        answer.StatusCode.Should().Be(status);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonNode> Refused(Task<HttpResponseMessage> request, HttpStatusCode status, string? code = null)
    {
        using var answer = await request;
        var problem = await Json(answer);
        answer.StatusCode.Should().Be(status, problem.ToJsonString());
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((int)problem["status"]!, problem["code"]?.ToString()).Should().Be(((int)status, code));
        return problem;
    }

    /// <summary>Tells when the service is through with a request to a route.</summary>
    private sealed class EndedRequests : IDisposable
    {
        private readonly MeterListener _meters = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndedRequests(IServiceProvider services, string route)
        {
            var scope = services.GetRequiredService<IMeterFactory>();
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == scope)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            {
                foreach (var (name, value) in tags)
                {
                    if (name == "http.route" && Equals(value, route))
                    {
                        _ended.TrySetResult();
                    }
                }
            });
            _meters.Start();
        }

        public Task Next => _ended.Task;

        public void Dispose() => _meters.Dispose();
    }
}
