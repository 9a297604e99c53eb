using System.Text.Json;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Compute;

/// <summary>The operations under <c>compute/{system}/jobs</c>.</summary>
internal sealed class ComputeRoutes(Scheduler scheduler, Submission submission, JobFiles jobFiles, FaultRules faults, FirecrestEmulatorOptions options)
{
    private const string All = "/compute/{system}/jobs";
    private const string One = All + "/{job_id}";
    private const string IdPattern = "^[a-zA-Z0-9]+$";
    private const int LongestName = 235;

    private bool OverRest => options.Connection != EmulatedConnection.Ssh;

    private bool IsOld => options.Release == EmulatedRelease.V24;

    public IEnumerable<Route> Routes()
    {
        // Without ssh nothing works but what a REST API does.
        IReadOnlyList<string> needed = options.Connection == EmulatedConnection.Rest ? [HealthBoard.Scheduler] : [HealthBoard.Scheduler, HealthBoard.Ssh];
        yield return new("POST", All, Submit) { Body = BodyKind.Json, Services = needed };
        yield return new("GET", All, List) { Services = needed };
        yield return new("GET", One, Get) { Services = needed };
        yield return new("GET", One + "/metadata", Metadata) { Services = needed };
        yield return new("PUT", One + "/attach", Attach) { Body = BodyKind.Json, Services = needed };
        yield return new("DELETE", One, Cancel) { Services = needed };
    }

    private async Task Submit(Exchange exchange)
    {
        SubmitRequest request = SubmitRequest.Read(exchange.Body!);
        JobSpec spec = submission.Spec(IsOld ? request.WithoutNewMembers() : request);
        int id = scheduler.Submit(spec);
        await exchange.Answer(201, new SubmitAnswer(Shape.JobId(id, options)), EmulatorJson.Default.SubmitAnswer).ConfigureAwait(false);
    }

    private async Task List(Exchange exchange)
    {
        // All jobs are this user's: asking for those of everybody gives the same.
        _ = exchange.Query.Flag("allusers");
        string? account = exchange.Query.Text("account");
        string[]? names = IsOld ? null : exchange.Query.Text("name", LongestName)?.Split(',');
        TimeSpan window = IsOld ? TimeSpan.FromDays(7) : exchange.Query.OneOf("time_window", "24h", "1h", "8h", "24h", "3d", "7d") switch
        {
            "1h" => TimeSpan.FromHours(1),
            "8h" => TimeSpan.FromHours(8),
            "3d" => TimeSpan.FromDays(3),
            "7d" => TimeSpan.FromDays(7),
            _ => TimeSpan.FromDays(1),
        };
        exchange.Query.Check();
        DateTimeOffset earliest = options.TimeProvider.GetUtcNow() - window;
        await Answer(exchange, Rows(faults.ListLag, (job, status) => (account is null || job.Spec.Account == account)
            && (names is null || names.Contains(job.Spec.Name))
            && IsKnown(job)
            && (status.End is null || status.End >= earliest))).ConfigureAwait(false);
    }

    private async Task Get(Exchange exchange)
    {
        var jobs = Find(exchange).ToHashSet();
        await Answer(exchange, Rows(TimeSpan.Zero, (job, _) => jobs.Contains(job))).ConfigureAwait(false);
    }

    private async Task Metadata(Exchange exchange)
    {
        if (options.Connection == EmulatedConnection.Rest)
        {
            throw SlurmRestError.NotImplemented();
        }

        IReadOnlyList<Job> jobs = Find(exchange);
        // An array has one record, that of the task which keeps the array's id.
        Job job = jobs.LastOrDefault(one => one.RawId == one.Id) ?? jobs[^1];
        string output = jobFiles.Expand(job.Spec.StandardOutput, job, job.Spec.WorkingDirectory);
        string error = job.Spec.StandardError is { } pattern ? jobFiles.Expand(pattern, job, job.Spec.WorkingDirectory) : output;
        string input = job.Spec.StandardInput is { } given ? jobFiles.Expand(given, job, job.Spec.WorkingDirectory) : "/dev/null";
        string? script = faults.ForgetsScripts && job.Status.IsFinished ? null : job.Spec.Script;
        var row = new MetadataRow(IsOld ? Shape.JobId(job.RawId, options) : Shape.Text(exchange["job_id"]), script, input, output, error);
        await exchange.Answer(200, new MetadataAnswer([row]), EmulatorJson.Default.MetadataAnswer).ConfigureAwait(false);
    }

    private async Task Cancel(Exchange exchange)
    {
        string id = Id(exchange);
        IReadOnlyList<Job> jobs = scheduler.Find(id);
        if (OverRest)
        {
            // Whatever the id is, the REST API is content.
            scheduler.Cancel(jobs);
            await exchange.AnswerNothing().ConfigureAwait(false);
            return;
        }

        if (scheduler.CancelError(jobs, id) is { } error)
        {
            throw SlurmError.Response(jobs.Count == 0 && !id.All(char.IsAsciiDigit) ? 1 : 0, error);
        }

        await exchange.AnswerNothing().ConfigureAwait(false);
    }

    private async Task Attach(Exchange exchange)
    {
        string id = Id(exchange);
        JsonElement body = exchange.Body!.RequireObject();
        if (OverRest)
        {
            // The server has no way to attach and does not say so.
            await exchange.AnswerNothing().ConfigureAwait(false);
            return;
        }

        if (!body.TryGetProperty("command", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            throw ApiError.Unhandled("sequence item 3: expected str instance, NoneType found");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Validation.Error(Validation.NotAString(["body", "command"], PythonText.Of(value)));
        }

        (JobEnd? end, string error) = await scheduler.Attach(Attachable(id), value.GetString()!).ConfigureAwait(false);
        if (end is null)
        {
            throw SlurmError.Timeout();
        }

        if (end is not { ExitCode: 0, Signal: 0 })
        {
            int code = end.Signal == 0 ? end.ExitCode : 128 + end.Signal;
            throw SlurmError.Response(code, $"{error}srun: error: {JobEnvironment.NodeName}: task 0: Exited with exit code {code}");
        }

        await exchange.AnswerNothing().ConfigureAwait(false);
    }

    private Job Attachable(string id)
    {
        IReadOnlyList<Job> jobs = scheduler.Find(id);
        return jobs.Count == 0 ? throw SlurmError.CannotAttach(id, $"Unable to confirm allocation for job {id}: Invalid job id specified")
            : jobs.FirstOrDefault(job => job.Status.State == JobStates.Running) is { } running ? running
            : jobs.Any(job => job.Status.IsWaiting)
                ? throw SlurmError.CannotAttach(id, $"Unable to confirm allocation for job {id}: Job is pending execution")
            : throw SlurmError.CannotAttach(id, $"Slurm job {id} has expired");
    }

    private static string Id(Exchange exchange)
    {
        string id = exchange["job_id"];
        if (!id.All(char.IsAsciiLetterOrDigit))
        {
            exchange.Query.Add(Validation.WrongPattern(["path", "job_id"], PythonText.Quote(id), IdPattern));
        }

        exchange.Query.Check();
        return id;
    }

    private IReadOnlyList<Job> Find(Exchange exchange)
    {
        string id = Id(exchange);
        if (!id.All(char.IsAsciiDigit))
        {
            throw OverRest
                ? SlurmRestError.InvalidId()
                : SlurmError.Query($"Unexpected Slurm command response. exit_status:1 std_err:sacct: fatal: Bad job/step specified: {id}\n");
        }

        IReadOnlyList<Job> jobs = [.. scheduler.Find(id).Where(IsKnown)];
        return jobs.Count > 0 ? jobs : throw new ApiError(404, "Job not found.");
    }

    // Accounting may learn of a job later than the scheduler.
    private bool IsKnown(Job job) => options.TimeProvider.GetUtcNow() - job.Submitted >= faults.NotFoundLag;

    private List<JobRow> Rows(TimeSpan lag, Func<Job, JobStatus, bool> filter)
    {
        DateTimeOffset moment = options.TimeProvider.GetUtcNow() - lag;
        return scheduler.Read(jobs =>
        {
            var rows = new List<JobRow>();
            foreach (Job job in jobs)
            {
                // What changed during this request is part of it, unless the past is asked for.
                if ((lag > TimeSpan.Zero ? job.StatusAt(moment) : job.Status) is { } status && filter(job, status))
                {
                    string reason = scheduler.Reason(job, status);
                    rows.Add(OverRest ? RestJobRow.Of(job, status, reason, options, moment) : JobRow.Of(job, status, reason, options, moment));
                }
            }

            return rows;
        });
    }

    private Task Answer(Exchange exchange, List<JobRow> rows)
        // The server splits the lines of sacct at this character and stumbles over its own columns.
        => !OverRest && rows.Exists(row => row.Name.Contains('|', StringComparison.Ordinal))
            ? throw SlurmError.Query()
            : exchange.Answer(200, new JobsAnswer(rows), EmulatorJson.Default.JobsAnswer);
}
