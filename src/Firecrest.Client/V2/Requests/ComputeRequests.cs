using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Wire;

namespace Firecrest.Client.V2.Requests;

internal static class ComputeRequests
{
    public static ApiRequest<string> SubmitJob(string systemName, SubmitJobRequest job)
    {
        ArgumentNullException.ThrowIfNull(job);
        Check(job);
        var body = new SubmitJobBody(new WireJobDescription(
            job.Name, job.Account, job.Reservation, job.Partition, job.WorkingDirectory.ToString(), job.StandardInput, job.StandardOutput, job.StandardError,
            job.Environment, job.Constraints, job.Script, job.ScriptPath));
        return new()
        {
            Method = HttpMethod.Post,
            Path = Jobs(systemName),
            Kind = OperationKind.Submit,
            Content = JsonBody.Write(body, V2Json.Default.SubmitJobBody),
            Read = static answer => JsonBody.Needed(JsonBody.Read(answer, V2Json.Default.SubmitJobAnswer).JobId?.Trim() is { Length: > 0 } id ? id : null),
        };
    }

    public static ApiRequest<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Jobs(systemName),
        Query = new UrlQuery()
            .AddFlag("allusers", options?.AllUsers ?? false)
            .Add("account", options?.Account)
            .Add("name", options?.Name)
            .Add("time_window", WireName(options?.TimeWindow)),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.JobsAnswer).ToModel(),
    };

    /// <summary>The same request, whose answer is read as far as it is wanted.</summary>
    public static ApiRequest<NoContent> ListJobs(string systemName, IListedJobs into) => new()
    {
        Method = HttpMethod.Get,
        Path = Jobs(systemName),
        Kind = OperationKind.Read,
        Read = body =>
        {
            WireJobRows.Read(body, into);
            return default;
        },
    };

    public static ApiRequest<IReadOnlyList<JobInfo>> GetJob(string systemName, string jobId) => new()
    {
        Method = HttpMethod.Get,
        Path = Job(systemName, jobId),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.JobsAnswer).ToModel(),
    };

    public static ApiRequest<NoContent> CancelJob(string systemName, string jobId) => new()
    {
        Method = HttpMethod.Delete,
        Path = Job(systemName, WholeJob(jobId)),
        Kind = OperationKind.IdempotentWrite,
        Read = NoContent.Read,
    };

    public static ApiRequest<IReadOnlyList<JobMetadata>> GetJobMetadata(string systemName, string jobId) => new()
    {
        Method = HttpMethod.Get,
        Path = Job(systemName, jobId, "/metadata"),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.JobMetadataAnswer).Jobs.ToModels(job => job.ToModel()),
    };

    public static ApiRequest<NoContent> AttachToJob(string systemName, string jobId, string command)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        return new()
        {
            Method = HttpMethod.Put,
            Path = Job(systemName, WholeJob(jobId), "/attach"),
            Kind = OperationKind.OnceOnly,
            Content = JsonBody.Write(new AttachBody(command), V2Json.Default.AttachBody),
            Read = NoContent.Read,
        };
    }

    /// <summary>The server writes these values on a command line, most between single quotes that it does not escape and the script's path bare.</summary>
    public static void Check(SubmitJobRequest job)
    {
        job.WorkingDirectory.ForRequest(nameof(job.WorkingDirectory));
        if (string.IsNullOrWhiteSpace(job.Script) == string.IsNullOrWhiteSpace(job.ScriptPath))
        {
            throw new ArgumentException("A job needs either Script or ScriptPath. Without one the server waits until its time limit.", nameof(job));
        }

        if (job.Name?.Contains('|') == true)
        {
            throw new ArgumentException("The job's Name contains '|', with which the server can no longer list the user's jobs.", nameof(job));
        }

        if (job.ScriptPath is { } path && !CanBeScriptPath(path))
        {
            throw new ArgumentException($"The ScriptPath '{path}' contains a character that the server's shell would take apart. Rename the file, or send its text as Script.", nameof(job));
        }

        CheckText(nameof(job.Name), job.Name);
        CheckText(nameof(job.Account), job.Account);
        CheckText(nameof(job.Partition), job.Partition);
        CheckText(nameof(job.Reservation), job.Reservation);
        CheckText(nameof(job.Constraints), job.Constraints);
        CheckText(nameof(job.StandardInput), job.StandardInput);
        CheckText(nameof(job.StandardOutput), job.StandardOutput);
        CheckText(nameof(job.StandardError), job.StandardError);
        foreach (var (name, value) in job.Environment ?? new Dictionary<string, string>())
        {
            CheckText("name of a variable in Environment", name);
            CheckText($"variable {name} in Environment", value);
        }
    }

    /// <summary>False when the server's shell would take the path apart.</summary>
    public static bool CanBeScriptPath(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "_./@%+=:,-~".Contains(c));

    private static ApiPath Jobs(string systemName) => new($"compute/{UrlPath.Segment(systemName, nameof(systemName)):system_name}/jobs");

    /// <summary>The API knows base ids only; a task of an array is asked for by the id of its array.</summary>
    private static ApiPath Job(string systemName, string jobId, string part = "")
        => new($"compute/{UrlPath.Segment(systemName, nameof(systemName)):system_name}/jobs/{JobId.Checked(jobId, nameof(jobId)).Base:job_id}{part}");

    private static string WholeJob(string jobId)
        => JobId.Checked(jobId, nameof(jobId)) is { IsWholeJob: true, Base: var baseId }
            ? baseId
            : throw new FirecrestNotSupportedException(
                $"{jobId} is a part of job {JobId.Read(jobId).Base}, and FirecREST can only reach the whole job: all its tasks would be affected. Ask for {JobId.Read(jobId).Base} if that is meant.");

    private static void CheckText(string what, string? text)
    {
        if (text is not null && (text.Contains('\'') || text.Any(char.IsControl)))
        {
            throw new ArgumentException($"The job's {what} contains a single quote or a control character, which FirecREST does not escape: it could run as a command.");
        }
    }

    private static string? WireName(JobsTimeWindow? window) => window switch
    {
        null => null,
        JobsTimeWindow.OneHour => "1h",
        JobsTimeWindow.EightHours => "8h",
        JobsTimeWindow.OneDay => "24h",
        JobsTimeWindow.ThreeDays => "3d",
        JobsTimeWindow.SevenDays => "7d",
        _ => throw new ArgumentOutOfRangeException(nameof(window), window, null),
    };
}
