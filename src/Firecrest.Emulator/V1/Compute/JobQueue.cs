using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>The jobs that are not over, as squeue lists them and the server tells them.</summary>
internal sealed class JobQueue(Scheduler scheduler, V1Submission submission, FaultRules faults, RemoteFiles files, FirecrestEmulatorOptions options)
{
    private const int DefaultPageSize = 25;
    private const int TailBytes = 1000;

    // How long Slurm knows a job after its end (MinJobAge).
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(300);

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>How a task that lists jobs ends.</summary>
    public (int Status, JsonNode Data) List(V1Exchange exchange, string[]? ids, bool ofUser)
    {
        if (ids is [var single] && !Find(single).Any(IsRemembered))
        {
            return (TaskStatus.Error, "slurm_load_jobs error: Invalid job id specified");
        }

        var wanted = ids?.SelectMany(Find).ToHashSet();
        (IReadOnlyList<JobLine> lines, string? error) = JobPage.Of(exchange, Lines(wanted), ids is null ? DefaultPageSize : int.MaxValue);
        if (error is not null)
        {
            return (TaskStatus.Error, error);
        }

        var data = new JsonObject();
        foreach (JobLine line in lines)
        {
            data[data.Count.ToString(CultureInfo.InvariantCulture)] = Row(line, ofUser);
        }

        return (TaskStatus.Success, data);
    }

    /// <summary>The jobs of an id; of an element of an array that one alone.</summary>
    public IReadOnlyList<Job> Find(string id)
        => id.Split('_') is [var array, var index]
            ? [.. scheduler.Find(array).Where(job => job.ArrayIndex?.ToString(CultureInfo.InvariantCulture) == index)]
            : scheduler.Find(id);

    private bool IsRemembered(Job job) => job.Status.End is not { } end || Now - end < Remembered;

    // squeue lists what waits before what runs.
    private IReadOnlyList<JobLine> Lines(HashSet<Job>? wanted)
    {
        DateTimeOffset moment = Now - (wanted is null ? faults.ListLag : TimeSpan.Zero);
        return scheduler.Read(jobs => JobLine.Of(jobs
            .Where(job => wanted?.Contains(job) != false)
            .Select(job => (job, Status: faults.ListLag > TimeSpan.Zero && wanted is null ? job.StatusAt(moment) : job.Status))
            .Where(one => one.Status is { IsFinished: false })
            .Select(one => (one.job, one.Status!))
            .OrderBy(one => !one.Item2.IsWaiting)));
    }

    private JsonObject Row(JobLine line, bool ofUser)
    {
        (string id, Job job, JobStatus status) = line;
        DateTimeOffset now = Now;
        TimeSpan elapsed = status.Start is { } start ? now - start : TimeSpan.Zero;
        var row = new JsonObject
        {
            ["jobid"] = id,
            ["partition"] = job.Spec.Partition,
            ["name"] = job.Spec.Name,
            ["user"] = options.UserName,
            ["state"] = status.State,
            // The server has these two the wrong way round.
            ["start_time"] = ServerTime.Short(elapsed),
            ["time"] = status.Start is { } since ? ServerTime.Text(since, options) : "N/A",
            ["time_left"] = job.Spec.TimeLimit is { } limit ? ServerTime.Short(limit > elapsed ? limit - elapsed : TimeSpan.Zero) : "UNLIMITED",
            ["nodes"] = "1",
            ["nodelist"] = status.Start is null ? $"({scheduler.Read(_ => scheduler.Reason(job, status))})" : JobEnvironment.NodeName,
        };
        AddFiles(row, job, ofUser);
        return row;
    }

    private void AddFiles(JsonObject row, Job job, bool ofUser)
    {
        if (ofUser)
        {
            submission.AddFiles(row, job, job.Spec.ScriptPath ?? "(null)");
            row["job_data_out"] = Tail(row["job_file_out"]!.ToString());
            row["job_data_err"] = Tail(row["job_file_err"]!.ToString());
            return;
        }

        foreach (string name in (string[])["job_file", "job_file_out", "job_file_err", "job_data_out", "job_data_err"])
        {
            row[name] = "";
        }

        row["job_info_extra"] = "Job files information is not available when `userJobs` is False";
    }

    private string Tail(string path)
    {
        try
        {
            using FileStream file = files.OpenRead(path);
            byte[] bytes = new byte[Math.Min(file.Length, TailBytes)];
            file.Position = file.Length - bytes.Length;
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\n');
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            // Not there yet.
            return "";
        }
    }
}
