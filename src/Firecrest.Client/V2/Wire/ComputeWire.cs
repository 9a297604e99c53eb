using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2.Wire;

internal sealed class JobsAnswer
{
    [JsonConverter(typeof(WireJobs))]
    public IReadOnlyList<JobInfo>? Jobs { get; set; }

    public IReadOnlyList<JobInfo> ToModel() => JobRows.MergeDuplicates(Jobs ?? []);
}

internal sealed class WireJob
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? Name { get; set; }

    public WireJobStatus? Status { get; set; }

    public IReadOnlyList<WireJobTask>? Tasks { get; set; }

    public WireJobTime? Time { get; set; }

    public string? Account { get; set; }

    public int? AllocationNodes { get; set; }

    public string? Cluster { get; set; }

    public string? Group { get; set; }

    public string? Nodes { get; set; }

    public string? Partition { get; set; }

    public string? KillRequestUser { get; set; }

    public string? User { get; set; }

    public string? WorkingDirectory { get; set; }

    public long? Priority { get; set; }

    private const string NoNodes = "None assigned";

    /// <param name="before">The row before, which has most texts in common with this one; they are kept once.</param>
    public JobInfo ToModel(JobInfo? before) => new()
    {
        JobId = JsonBody.Needed(JobId),
        Name = Once(Name ?? "", before?.Name),
        State = new JobState(Once(Status?.State ?? "", before?.State.Value)),
        StateReason = Once(Status?.StateReason, before?.StateReason),
        ExitCode = Status?.ExitCode,
        Signal = Status?.InterruptSignal,
        Elapsed = WireSeconds.ToTimeSpan(Time?.Elapsed),
        StartTime = Time?.Start,
        EndTime = Time?.End,
        TimeLimit = Time?.Limit is > 0 ? WireSeconds.ToTimeSpan(Time.Limit) : null,
        Account = Once(Account, before?.Account),
        NodeCount = AllocationNodes ?? 0,
        NodeList = Nodes is null or NoNodes ? "" : Once(Nodes, before?.NodeList),
        Cluster = Once(Cluster ?? "", before?.Cluster),
        Partition = Once(Partition ?? "", before?.Partition),
        Group = Once(Group, before?.Group),
        User = Once(User, before?.User),
        KilledBy = string.IsNullOrEmpty(KillRequestUser) ? null : KillRequestUser,
        WorkingDirectory = RemotePath.FromServer(WorkingDirectory),
        Priority = Priority,
        Steps = Tasks.ToModels(static task => task.ToModel()),
    };

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Once(string? text, string? before) => text is not null && string.Equals(text, before, StringComparison.Ordinal) ? before : text;
}

internal sealed class WireJobStatus
{
    [JsonConverter(typeof(LooseText))]
    public string? State { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? StateReason { get; set; }

    public int? ExitCode { get; set; }

    public int? InterruptSignal { get; set; }
}

internal sealed class WireJobTime
{
    public double? Elapsed { get; set; }

    [JsonConverter(typeof(LooseTime))]
    public DateTimeOffset? Start { get; set; }

    [JsonConverter(typeof(LooseTime))]
    public DateTimeOffset? End { get; set; }

    public double? Limit { get; set; }
}

internal sealed class WireJobTask
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; set; }

    public string? Name { get; set; }

    public WireJobStatus? Status { get; set; }

    public WireJobTime? Time { get; set; }

    public JobStep ToModel() => new()
    {
        Id = Id ?? "",
        Name = Name ?? "",
        State = new JobState(Status?.State ?? ""),
        ExitCode = Status?.ExitCode,
        Signal = Status?.InterruptSignal,
        Elapsed = WireSeconds.ToTimeSpan(Time?.Elapsed),
        StartTime = Time?.Start,
        EndTime = Time?.End,
    };
}

internal sealed class JobMetadataAnswer
{
    public IReadOnlyList<WireJobMetadata>? Jobs { get; set; }
}

internal sealed class WireJobMetadata
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? Script { get; set; }

    public string? StandardInput { get; set; }

    public string? StandardOutput { get; set; }

    public string? StandardError { get; set; }

    public JobMetadata ToModel() => new()
    {
        JobId = JsonBody.Needed(JobId),
        Script = Script,
        StandardInput = StandardInput,
        StandardOutput = StandardOutput,
        StandardError = StandardError,
    };
}

internal sealed record SubmitJobBody(WireJobDescription Job);

internal sealed record WireJobDescription(
    string? Name,
    string? Account,
    string? Reservation,
    string? Partition,
    string WorkingDirectory,
    string? StandardInput,
    string? StandardOutput,
    string? StandardError,
    IReadOnlyDictionary<string, string>? Env,
    string? Constraints,
    string? Script,
    string? ScriptPath);

internal sealed class SubmitJobAnswer
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }
}

internal sealed record AttachBody(string Command);
