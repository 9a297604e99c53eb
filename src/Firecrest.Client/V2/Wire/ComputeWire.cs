using System.Text.Json.Serialization;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2.Wire;

internal sealed record JobsAnswer(IReadOnlyList<WireJob>? Jobs)
{
    public IReadOnlyList<JobInfo> ToModel() => JobRows.MergeDuplicates([.. (Jobs ?? []).Select(job => job.ToModel())]);
}

internal sealed record WireJob(
    [property: JsonConverter(typeof(LooseText))] string JobId,
    string? Name,
    WireJobStatus? Status,
    IReadOnlyList<WireJobTask>? Tasks,
    WireJobTime? Time,
    string? Account,
    int? AllocationNodes,
    string? Cluster,
    string? Group,
    string? Nodes,
    string? Partition,
    string? KillRequestUser,
    string? User,
    string? WorkingDirectory,
    long? Priority)
{
    private const string NoNodes = "None assigned";

    public JobInfo ToModel() => new()
    {
        JobId = JobId,
        Name = Name ?? "",
        State = new JobState(Status?.State ?? ""),
        StateReason = Status?.StateReason,
        ExitCode = Status?.ExitCode,
        Signal = Status?.InterruptSignal,
        Elapsed = Time?.Elapsed is { } elapsed ? TimeSpan.FromSeconds(elapsed) : null,
        StartTime = Time?.Start,
        EndTime = Time?.End,
        TimeLimit = Time?.Limit is > 0 ? TimeSpan.FromSeconds(Time.Limit.Value) : null,
        Account = Account,
        NodeCount = AllocationNodes ?? 0,
        NodeList = Nodes is null or NoNodes ? "" : Nodes,
        Cluster = Cluster ?? "",
        Partition = Partition ?? "",
        Group = Group,
        User = User,
        KilledBy = string.IsNullOrEmpty(KillRequestUser) ? null : KillRequestUser,
        WorkingDirectory = WorkingDirectory ?? "",
        Priority = Priority,
        Steps = [.. (Tasks ?? []).Select(task => task.ToModel())],
    };
}

internal sealed record WireJobStatus(
    [property: JsonConverter(typeof(LooseText))] string? State, [property: JsonConverter(typeof(LooseText))] string? StateReason, int? ExitCode, int? InterruptSignal);

internal sealed record WireJobTime(
    double? Elapsed,
    [property: JsonConverter(typeof(LooseTime))] DateTimeOffset? Start,
    [property: JsonConverter(typeof(LooseTime))] DateTimeOffset? End,
    double? Limit);

internal sealed record WireJobTask([property: JsonConverter(typeof(LooseText))] string Id, string? Name, WireJobStatus? Status, WireJobTime? Time)
{
    public JobStep ToModel() => new()
    {
        Id = Id,
        Name = Name ?? "",
        State = new JobState(Status?.State ?? ""),
        ExitCode = Status?.ExitCode,
        Signal = Status?.InterruptSignal,
        Elapsed = Time?.Elapsed is { } elapsed ? TimeSpan.FromSeconds(elapsed) : null,
        StartTime = Time?.Start,
        EndTime = Time?.End,
    };
}

internal sealed record JobMetadataAnswer(IReadOnlyList<WireJobMetadata>? Jobs);

internal sealed record WireJobMetadata(
    [property: JsonConverter(typeof(LooseText))] string JobId, string? Script, string? StandardInput, string? StandardOutput, string? StandardError)
{
    public JobMetadata ToModel() => new()
    {
        JobId = JobId,
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

internal sealed record SubmitJobAnswer([property: JsonConverter(typeof(LooseText))] string? JobId);

internal sealed record AttachBody(string Command);
