using System.Text.Json;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Compute;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobRow(
    JsonElement JobId,
    string Name,
    StatusRow Status,
    IReadOnlyList<StepRow>? Tasks,
    TimeRow Time,
    string Account,
    int AllocationNodes,
    string Cluster,
    string? Group,
    string Nodes,
    string Partition,
    string? KillRequestUser,
    string User,
    string WorkingDirectory,
    int Priority)
{
    public static JobRow Of(Job job, JobStatus status, string reason, FirecrestEmulatorOptions options, DateTimeOffset now)
    {
        bool pending = status.IsWaiting;
        return new JobRow(
            options.Release == EmulatedRelease.V24 ? Shape.JobId(job.RawId, options) : Shape.Text(job.DisplayId),
            job.Spec.Name,
            new StatusRow(status.State, reason, pending ? null : status.Outcome.ExitCode, pending ? null : status.Outcome.Signal),
            [.. status.Steps.Select(step => StepRow.Of(step, now))],
            TimeRow.Of(status.Start, status.End, now, pending ? null : 0, (long?)job.Spec.TimeLimit?.TotalSeconds),
            job.Spec.Account,
            pending || status.Start is not null ? 1 : 0,
            JobEnvironment.ClusterName,
            FileRow.GroupName,
            status.Start is not null ? JobEnvironment.NodeName : pending ? "" : "None assigned",
            job.Spec.Partition,
            null,
            options.UserName,
            job.Spec.WorkingDirectory,
            job.Spec.Held ? 0 : 1);
    }
}

internal sealed record StatusRow(string State, string? StateReason, int? ExitCode, int? InterruptSignal);

internal sealed record StepRow(string Id, string Name, StatusRow Status, TimeRow Time)
{
    public static StepRow Of(JobStep step, DateTimeOffset now)
        => new(step.Id, step.Name, new StatusRow(step.State, null, step.Outcome.ExitCode, step.Outcome.Signal), TimeRow.Of(step.Start, step.End, now, 0, null));
}

internal sealed record TimeRow(long? Elapsed, long? Start, long? End, int? Suspended, long? Limit)
{
    public static TimeRow Of(DateTimeOffset? start, DateTimeOffset? end, DateTimeOffset now, int? suspended, long? limit)
    {
        long elapsed = start is null ? 0 : (end ?? now).ToUnixTimeSeconds() - start.Value.ToUnixTimeSeconds();
        return new TimeRow(elapsed, start?.ToUnixTimeSeconds(), end?.ToUnixTimeSeconds(), suspended, limit);
    }
}
