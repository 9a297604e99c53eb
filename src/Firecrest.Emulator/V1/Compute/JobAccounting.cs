using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Scheduling;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>All jobs, as sacct lists them and the server tells them.</summary>
internal sealed class JobAccounting(Scheduler scheduler, JobQueue queue, FaultRules faults, FirecrestEmulatorOptions options)
{
    private const int DefaultPageSize = 25;

    private static readonly string[] Columns =
    [
        "jobid", "partition", "name", "user", "state", "start_time", "cpu_time", "elapsed_time", "termination_time", "nodes", "nodelist", "exit_code",
    ];

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>How a task that asks the accounting ends.</summary>
    public (int Status, JsonNode Data) List(V1Exchange exchange)
    {
        string[]? ids = exchange.Query("jobs") is { Length: > 0 } text ? text.Split(',') : null;
        if (ids?.FirstOrDefault(id => id.Length == 0 || !char.IsAsciiDigit(id[0])) is { } wrong)
        {
            return (TaskStatus.Error, $"sacct: fatal: Bad job/step specified: {wrong}");
        }

        DateTimeOffset now = Now;
        DateTimeOffset? start = Day(exchange.Query("starttime"));
        DateTimeOffset end = Day(exchange.Query("endtime")) ?? now;
        if (start > end)
        {
            return (TaskStatus.Error, $"sacct: error: Start time ({ServerTime.Text(start.Value, options)}) requested is after end time "
                + $"({ServerTime.Text(end, options)}).");
        }

        // Without ids and times sacct begins at midnight.
        DateTimeOffset? since = start ?? (ids is null ? ServerTime.Parse(LocalDate(now), options) : null);
        var wanted = ids?.SelectMany(queue.Find).ToHashSet();
        (IReadOnlyList<JobLine> lines, string? error) = JobPage.Of(exchange, Lines(wanted, since, end), ids is null ? DefaultPageSize : int.MaxValue);
        return error is not null ? (TaskStatus.Error, error)
            : lines.Count == 0 ? (TaskStatus.Success, new JsonObject())
            : (TaskStatus.Success, new JsonArray([.. lines.Select(Row)]));
    }

    private IReadOnlyList<JobLine> Lines(HashSet<Job>? wanted, DateTimeOffset? since, DateTimeOffset until)
    {
        TimeSpan lag = wanted is null ? faults.ListLag : TimeSpan.Zero;
        DateTimeOffset now = Now;
        return scheduler.Read(jobs => JobLine.Of(jobs
            .Where(job => wanted?.Contains(job) != false && now - job.Submitted >= faults.NotFoundLag)
            .Select(job => (Job: job, Status: lag > TimeSpan.Zero ? job.StatusAt(now - lag) : job.Status))
            .Where(one => one.Status is not null && (since is null || (one.Job.Submitted <= until && (one.Status.End ?? now) >= since)))
            .Select(one => (one.Job, one.Status!))));
    }

    // The server splits lines at this character, which a name may have.
    private JsonObject Row(JobLine line)
    {
        (string id, Job job, JobStatus status) = line;
        TimeSpan elapsed = status.Start is { } start ? (status.End ?? Now) - start : TimeSpan.Zero;
        string time = ServerTime.Long(elapsed);
        JobEnd outcome = status.IsFinished ? status.Outcome : new JobEnd(0, 0);
        string[] fields =
        [
            id, job.Spec.Partition, job.Spec.Name, options.UserName, status.State, Text(status.Start), time, time, Text(status.End), "1",
            status.Start is null ? "None assigned" : JobEnvironment.NodeName,
            string.Create(CultureInfo.InvariantCulture, $"{outcome.ExitCode}:{outcome.Signal}"),
        ];
        string[] parts = string.Join('|', fields).Split('|');
        var row = new JsonObject();
        for (int i = 0; i < Columns.Length; i++)
        {
            row[Columns[i]] = parts[i];
        }

        row["time"] = row["cpu_time"]!.DeepClone();
        row["time_left"] = row["termination_time"]!.DeepClone();
        return row;
    }

    private string Text(DateTimeOffset? time) => time is { } known ? ServerTime.Text(known, options) : "Unknown";

    // The check wants a text to fit all forms that it knows, so that nothing with a time of day ever passes.
    private DateTimeOffset? Day(string? text)
        => DateTime.TryParseExact(text, ["yyyy-MM-dd", "MMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day)
            ? ServerTime.Parse(text!.Length == 4 ? new DateTime(LocalDate(Now).Year, day.Month, day.Day) : day, options)
            : null;

    private DateTime LocalDate(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, options.TimeProvider.LocalTimeZone).Date;
}
