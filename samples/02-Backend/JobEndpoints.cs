using System.Net.ServerSentEvents;
using Firecrest.Client;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Firecrest.Samples;

/// <summary>Jobs over HTTP. What FirecREST refuses is answered by <see cref="FirecrestProblems"/>.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        app.MapPost("/jobs", Submit);
        app.MapGet("/jobs/{system}/{id}", Describe).WithName(nameof(Describe));
        app.MapGet("/jobs/{system}/{id}/events", Watch);
        app.MapGet("/jobs/{system}/{id}/output", ReadOutput);
        app.MapDelete("/jobs/{system}/{id}", Cancel);
    }

    /// <summary>The body is the script. Sent again with the same Idempotency-Key, it is the same job.</summary>
    private static async Task<AcceptedAtRoute<SubmittedJob>> Submit(
        string system, string? directory, [FromHeader(Name = "Idempotency-Key")] string? key, Stream body, AsyncFirecrestClient client, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var script = await reader.ReadToEndAsync(cancellationToken);
        var description = JobDescription.FromScript(script, directory ?? await FindHome(system, client, cancellationToken));
        var job = await client.SubmitAsync(system, description, new SubmitOptions { IdempotencyKey = key }, cancellationToken);
        return TypedResults.AcceptedAtRoute(new SubmittedJob(job.SystemName, job.JobId, job.WasAdopted), nameof(Describe), new { system, id = job.JobId });
    }

    private static async Task<Ok<JobStatus>> Describe(string system, string id, AsyncFirecrestClient client, CancellationToken cancellationToken)
        => TypedResults.Ok(JobStatus.Of(system, await client.GetJobHandle(system, id).DescribeAsync(cancellationToken)));

    /// <summary>An event <c>state</c> for each state and <c>end</c> for the last one. A reader that leaves ends his watch, not the job.</summary>
    private static async Task<ServerSentEventsResult<JobStatus>> Watch(string system, string id, AsyncFirecrestClient client, CancellationToken gone)
    {
        // What is wrong from the beginning is a problem; what goes wrong later breaks the stream, and browsers come again by themselves.
        await client.GetJobHandle(system, id).WaitForAsync(static _ => true, cancellationToken: gone);
        return TypedResults.ServerSentEvents(client.WatchJobAsync(system, id, cancellationToken: gone)
            .Select(job => new SseItem<JobStatus>(JobStatus.Of(system, job), job.State.IsTerminal ? "end" : "state")));
    }

    private static async Task<ContentHttpResult> ReadOutput(string system, string id, AsyncFirecrestClient client, CancellationToken cancellationToken)
        => TypedResults.Text(await client.GetJobHandle(system, id).GetOutputAsync(cancellationToken));

    private static async Task<NoContent> Cancel(string system, string id, AsyncFirecrestClient client, CancellationToken cancellationToken)
    {
        await client.CancelAsync(system, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<string> FindHome(string systemName, AsyncFirecrestClient client, CancellationToken cancellationToken)
    {
        var user = await client.V2.Status.GetUserInfoAsync(systemName, cancellationToken);
        var system = await client.GetSystemAsync(systemName, cancellationToken);
        return $"{system.FileSystems.First(fileSystem => fileSystem.IsDefaultWorkDirectory).Path}/{user.User.Name}";
    }
}
