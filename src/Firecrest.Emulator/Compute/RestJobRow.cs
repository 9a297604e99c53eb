using System.Globalization;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Compute;

/// <summary>A job as the API shows it when it asks Slurm's REST API.</summary>
internal static class RestJobRow
{
    // What Slurm has for a time that never came.
    private const long NoTime = 4294967294;

    public static JobRow Of(Job job, JobStatus status, string reason, FirecrestEmulatorOptions options, DateTimeOffset now)
    {
        bool pending = status.IsWaiting;
        bool cancelled = status.State.StartsWith(JobStates.Cancelled, StringComparison.Ordinal);
        bool neverStarted = status.Start is null;
        return new JobRow(
            Shape.JobId(job.RawId, options),
            job.Spec.Name,
            new StatusRow(WithoutUser(status.State), reason, ExitCode(status.Outcome), Signal(status.Outcome)),
            pending ? null : [.. status.Steps.Select(step => Step(job, step, now))],
            new TimeRow(
                pending ? null : Elapsed(status.Start, status.End, now),
                pending ? 0 : status.Start?.ToUnixTimeSeconds() ?? NoTime,
                status.End?.ToUnixTimeSeconds() ?? 0,
                0,
                (long?)job.Spec.TimeLimit?.TotalSeconds),
            job.Spec.Account,
            neverStarted ? 0 : 1,
            JobEnvironment.ClusterName,
            pending ? null : FileRow.GroupName,
            !neverStarted ? JobEnvironment.NodeName : pending ? "" : "None assigned",
            job.Spec.Partition,
            pending ? null : cancelled ? options.UserName : "",
            options.UserName,
            job.Spec.WorkingDirectory,
            job.Spec.Held ? 0 : 1);
    }

    private static StepRow Step(Job job, JobStep step, DateTimeOffset now) => new(
        job.RawId.ToString(CultureInfo.InvariantCulture) + step.Id[step.Id.IndexOf('.', StringComparison.Ordinal)..],
        step.Name,
        new StatusRow(step.State, null, ExitCode(step.Outcome), Signal(step.Outcome)),
        new TimeRow(Elapsed(step.Start, step.End, now), step.Start.ToUnixTimeSeconds(), step.End?.ToUnixTimeSeconds() ?? 0, 0, null));

    private static string WithoutUser(string state) => state.Split(" by ")[0];

    private static int? ExitCode(JobEnd end) => end.Signal == 0 ? end.ExitCode : null;

    private static int? Signal(JobEnd end) => end.Signal == 0 ? null : end.Signal;

    private static long Elapsed(DateTimeOffset? start, DateTimeOffset? end, DateTimeOffset now)
        => start is null ? 0 : (end ?? now).ToUnixTimeSeconds() - start.Value.ToUnixTimeSeconds();
}
