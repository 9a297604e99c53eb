using System.Globalization;
using System.Text;
using System.Text.Json;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

internal static class ComputeRequests
{
    public static ApiRequest<TaskTicket<SubmittedJob>> SubmitJobByUpload(string systemName, SubmitJobByUploadRequest job)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentException.ThrowIfNullOrWhiteSpace(job.Script, nameof(job.Script));
        ArgumentException.ThrowIfNullOrWhiteSpace(job.FileName, nameof(job.FileName));
        var script = Encoding.UTF8.GetBytes(job.Script);
        var form = JobForm(job.Account, job.Environment).AddFile("file", V1Call.Text(job.FileName, nameof(job.FileName))!, () => new MemoryStream(script, writable: false));
        return Submit(systemName, "upload", form);
    }

    public static ApiRequest<TaskTicket<SubmittedJob>> SubmitJobByPath(string systemName, SubmitJobByPathRequest job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Submit(systemName, "path", JobForm(job.Account, job.Environment).Add("targetPath", V1Call.Path(job.TargetPath, nameof(job.TargetPath))));
    }

    public static ApiRequest<TaskTicket<IReadOnlyList<QueuedJob>>> GetJobs(string systemName, QueuedJobsOptions? options) => Get(
        systemName,
        "compute/jobs",
        new UrlQuery()
            .Add("jobs", Ids(options?.JobIds))
            .Add("userJobs", options?.UserJobs == false ? "false" : null)
            .Add("pageSize", (long?)options?.PageSize)
            .Add("pageNumber", (long?)options?.PageNumber),
        QueuedRows);

    public static ApiRequest<TaskTicket<IReadOnlyList<QueuedJob>>> GetJob(string systemName, string jobId)
        => Get(systemName, Job(jobId), null, QueuedRows);

    public static ApiRequest<TaskTicket<string>> CancelJob(string systemName, string jobId) => new()
    {
        Method = HttpMethod.Delete,
        Path = Job(jobId),
        Headers = V1Call.On(systemName),
        Kind = OperationKind.IdempotentWrite,
        Read = V1Call.Ticket(static task => task.Data.ValueKind == JsonValueKind.String ? task.Data.GetString()! : ""),
    };

    public static ApiRequest<TaskTicket<IReadOnlyList<AccountedJob>>> GetJobAccounting(string systemName, JobAccountingOptions? options)
        => Accounting(systemName, options, static (task, chosen) => [.. AccountedRows(task).Where(job => IsWithin(job, chosen))]);

    /// <summary>With all that the server lists, so that a full page can be told.</summary>
    public static ApiRequest<TaskTicket<IReadOnlyList<AccountedJob>>> GetAccountedRows(string systemName, JobAccountingOptions? options)
        => Accounting(systemName, options, static (task, _) => AccountedRows(task));

    public static ApiRequest<TaskTicket<IReadOnlyList<NodeInfo>>> GetNodes(string systemName, IReadOnlyList<string>? nodeNames)
        => Get(systemName, "compute/nodes", new UrlQuery().Add("nodes", Names(nodeNames, nameof(nodeNames))), static task => TaskRows.Read(task, V1Json.Default.WireNode, node => node.ToModel()));

    public static ApiRequest<TaskTicket<IReadOnlyList<NodeInfo>>> GetNode(string systemName, string nodeName)
        => Get(systemName, new($"compute/nodes/{UrlPath.Segment(nodeName, nameof(nodeName)):nodeName}"), null, static task => TaskRows.Read(task, V1Json.Default.WireNode, node => node.ToModel()));

    public static ApiRequest<TaskTicket<IReadOnlyList<PartitionInfo>>> GetPartitions(string systemName, IReadOnlyList<string>? partitionNames) => Get(
        systemName,
        "compute/partitions",
        new UrlQuery().Add("partitions", Names(partitionNames, nameof(partitionNames))),
        static task => TaskRows.Read(task, V1Json.Default.WirePartition, partition => partition.ToModel()));

    public static ApiRequest<TaskTicket<IReadOnlyList<ComputeReservation>>> GetReservations(string systemName, IReadOnlyList<string>? reservationNames) => Get(
        systemName,
        "compute/reservations",
        new UrlQuery().Add("reservations", Names(reservationNames, nameof(reservationNames))),
        static task => TaskRows.Read(task, V1Json.Default.WireComputeReservation, reservation => reservation.ToModel()));

    /// <summary>The job of a task that submitted one.</summary>
    public static SubmittedJob ReadSubmitted(TaskInfo task)
        => (task.Data.ValueKind == JsonValueKind.Object ? task.Data.Deserialize(V1Json.Default.WireSubmittedJob)! : new WireSubmittedJob()).ToModel(task.SystemName);

    /// <summary>As accounting chooses by a time that it looks at: the server looks at the day only.</summary>
    public static bool IsWithin(AccountedJob job, JobAccountingOptions? options)
        => !(job.EndTime < options?.StartTime) && !(job.StartTime > options?.EndTime);

    private static IReadOnlyList<QueuedJob> QueuedRows(TaskInfo task)
    {
        var offset = ServerClock.OffsetOf(task);
        return TaskRows.Read(task, V1Json.Default.WireQueuedJob, job => job.ToModel() with { ClockOffset = offset });
    }

    private static IReadOnlyList<AccountedJob> AccountedRows(TaskInfo task)
    {
        var offset = ServerClock.OffsetOf(task);
        return TaskRows.Read(task, V1Json.Default.WireAccountedJob, job => job.ToModel() with { ClockOffset = offset });
    }

    private static ApiRequest<TaskTicket<IReadOnlyList<AccountedJob>>> Accounting(
        string systemName, JobAccountingOptions? options, Func<TaskInfo, JobAccountingOptions?, IReadOnlyList<AccountedJob>> read) => Get(
        systemName,
        "compute/acct",
        new UrlQuery()
            .Add("jobs", Ids(options?.JobIds))
            .Add("starttime", Day(options?.StartTime))
            .Add("endtime", Day(DayAfter(options?.EndTime)))
            .Add("pageSize", (long?)options?.PageSize)
            .Add("pageNumber", (long?)options?.PageNumber),
        task => read(task, options));

    private static ApiRequest<TaskTicket<T>> Get<T>(string systemName, ApiPath path, UrlQuery? query, Func<TaskInfo, T> read) => new()
    {
        Method = HttpMethod.Get,
        Path = path,
        Query = query,
        Headers = V1Call.On(systemName),
        Kind = OperationKind.Read,
        Read = V1Call.Ticket(read),
    };

    private static ApiRequest<TaskTicket<SubmittedJob>> Submit(string systemName, string way, FormBody form) => new()
    {
        Method = HttpMethod.Post,
        Path = "compute/jobs/" + way,
        Headers = V1Call.On(systemName),
        Kind = OperationKind.Submit,
        Content = form.Create,
        Read = V1Call.Ticket(ReadSubmitted),
    };

    private static FormBody JobForm(string? account, IReadOnlyDictionary<string, string>? environment) => new FormBody()
        .Add("account", V1Call.Text(account, nameof(account)))
        .Add("env", environment is null ? null : JsonSerializer.Serialize(environment, V1Json.Default.IReadOnlyDictionaryStringString));

    private static ApiPath Job(string jobId) => new($"compute/jobs/{UrlPath.Segment(JobId.Checked(jobId, nameof(jobId)).ToString(), nameof(jobId)):jobid}");

    private static string? Ids(IReadOnlyList<string>? jobIds) => jobIds is null ? null
        : jobIds.Count > 0 ? string.Join(',', jobIds.Select(id => JobId.Checked(id, nameof(jobIds)).ToString()))
        : throw new ArgumentException("The list of jobs is empty; null is for all jobs.", nameof(jobIds));

    private static string? Names(IReadOnlyList<string>? names, string parameterName) => names is null ? null
        : names.Count > 0 ? string.Join(',', names.Select(name => V1Call.Text(name, parameterName)))
        : throw new ArgumentException("The list of names is empty; null is for all.", parameterName);

    /// <summary>The end of the last day, so that nothing of it is cut off before it is looked at here.</summary>
    private static DateTime? DayAfter(DateTime? time) => time is { } end && end != end.Date ? end.Date.AddDays(1) : time;

    private static string? Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
