using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Client.V1.Wire;

internal sealed class WireSubmittedJob
{
    [JsonPropertyName("jobid"), JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? JobFile { get; set; }

    public string? JobFileOut { get; set; }

    public string? JobFileErr { get; set; }

    public string? JobInfoExtra { get; set; }

    public string? Result { get; set; }

    public SubmittedJob ToModel(string systemName) => new()
    {
        JobId = JobId?.Trim() is { Length: > 0 } id ? id : throw new JsonException("the scheduler took the job, but the answer lacks its jobid"),
        SystemName = systemName,
        ScriptFile = RemotePath.FromServer(JobFile),
        OutputFile = RemotePath.FromServer(JobFileOut),
        ErrorFile = RemotePath.FromServer(JobFileErr),
        Result = Result ?? "",
        ExtraInfo = JobInfoExtra ?? "",
    };
}

internal sealed class WireQueuedJob
{
    [JsonPropertyName("jobid"), JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? Name { get; set; }

    public string? State { get; set; }

    public string? Partition { get; set; }

    public string? User { get; set; }

    /// <summary>What it says is how long the job has run: the server swaps the two.</summary>
    public string? StartTime { get; set; }

    /// <summary>What it says is when the job started.</summary>
    public string? Time { get; set; }

    public string? TimeLeft { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Nodes { get; set; }

    [JsonPropertyName("nodelist")]
    public string? NodeList { get; set; }

    public string? JobFile { get; set; }

    public string? JobFileOut { get; set; }

    public string? JobFileErr { get; set; }

    public string? JobDataOut { get; set; }

    public string? JobDataErr { get; set; }

    public string? JobInfoExtra { get; set; }

    public QueuedJob ToModel()
    {
        var reason = NodeList is ['(', .., ')'] ? NodeList[1..^1] : null;

        // A release that does not swap them is read as well.
        var swapped = LocalTime.Parse(StartTime) is null;
        return new()
        {
            JobId = JsonBody.Needed(JobId),
            Name = Name ?? "",
            State = new JobState(State ?? ""),
            Partition = Partition ?? "",
            User = User ?? "",
            StartTime = LocalTime.Parse(swapped ? Time : StartTime),
            Elapsed = SlurmDuration.Parse(swapped ? StartTime : Time),
            TimeLeft = SlurmDuration.Parse(TimeLeft),
            NodeCount = WireNumber.Parse(Nodes) ?? 0,
            NodeList = reason is null ? NodeList ?? "" : "",
            Reason = reason,
            ScriptFile = RemotePath.FromServer(JobFile),
            OutputFile = RemotePath.FromServer(JobFileOut),
            ErrorFile = RemotePath.FromServer(JobFileErr),
            OutputTail = JobDataOut ?? "",
            ErrorTail = JobDataErr ?? "",
            ExtraInfo = JobInfoExtra ?? "",
        };
    }
}

internal sealed class WireAccountedJob
{
    private const string NoNodes = "None assigned";

    [JsonPropertyName("jobid"), JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? Name { get; set; }

    public string? State { get; set; }

    public string? Partition { get; set; }

    public string? User { get; set; }

    public string? StartTime { get; set; }

    public string? TerminationTime { get; set; }

    public string? TimeLeft { get; set; }

    public string? ElapsedTime { get; set; }

    public string? CpuTime { get; set; }

    public string? Time { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Nodes { get; set; }

    [JsonPropertyName("nodelist")]
    public string? NodeList { get; set; }

    public string? ExitCode { get; set; }

    public AccountedJob ToModel()
    {
        var codes = (ExitCode ?? "").Split(':');
        return new()
        {
            JobId = JsonBody.Needed(JobId),
            Name = Name ?? "",
            State = new JobState(State ?? ""),
            Partition = Partition ?? "",
            User = User ?? "",
            StartTime = LocalTime.Parse(StartTime),
            EndTime = LocalTime.Parse(TerminationTime ?? TimeLeft),
            Elapsed = SlurmDuration.Parse(ElapsedTime),
            CpuTime = SlurmDuration.Parse(CpuTime ?? Time),
            NodeCount = WireNumber.Parse(Nodes) ?? 0,
            NodeList = NodeList is null or NoNodes ? "" : NodeList,
            ExitCode = WireNumber.Parse(codes[0]),
            Signal = codes.Length > 1 ? WireNumber.Parse(codes[1]) : null,
        };
    }
}

internal sealed class WireNode
{
    [JsonPropertyName("NodeName")]
    public string? Name { get; set; }

    [JsonPropertyName("ActiveFeatures"), JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Features { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Partitions { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? State { get; set; }

    public NodeInfo ToModel() => new() { Name = JsonBody.Needed(Name), Features = Features ?? [], Partitions = Partitions ?? [], States = State ?? [] };
}

internal sealed class WirePartition
{
    [JsonPropertyName("PartitionName")]
    public string? Name { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? State { get; set; }

    [JsonPropertyName("TotalCPUs"), JsonConverter(typeof(LooseText))]
    public string? Cpus { get; set; }

    [JsonPropertyName("TotalNodes"), JsonConverter(typeof(LooseText))]
    public string? Nodes { get; set; }

    public string? Default { get; set; }

    public PartitionInfo ToModel() => new()
    {
        Name = JsonBody.Needed(Name),
        States = State ?? [],
        CpuCount = WireNumber.Parse(Cpus),
        NodeCount = WireNumber.Parse(Nodes),
        IsDefault = Default is null ? null : Default == "YES",
    };
}

internal sealed class WireComputeReservation
{
    [JsonPropertyName("ReservationName")]
    public string? Name { get; set; }

    public string? State { get; set; }

    public string? Nodes { get; set; }

    [JsonPropertyName("StartTime"), JsonConverter(typeof(LocalTime))]
    public DateTime? Start { get; set; }

    [JsonPropertyName("EndTime"), JsonConverter(typeof(LocalTime))]
    public DateTime? End { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Features { get; set; }

    public ComputeReservation ToModel()
        => new() { Name = JsonBody.Needed(Name), State = State ?? "", NodeList = Nodes ?? "", StartTime = Start, EndTime = End, Features = Features ?? [] };
}

/// <summary>Numbers that the server sends as texts.</summary>
internal static class WireNumber
{
    public static int? Parse(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Lists in tasks: an array, or an object whose names count its members; without members always an object.</summary>
internal static class TaskRows
{
    public static IReadOnlyList<TModel> Read<TWire, TModel>(TaskInfo task, JsonTypeInfo<TWire> type, Func<TWire, TModel> convert)
    {
        var rows = task.Data.ValueKind switch
        {
            JsonValueKind.Array => task.Data.EnumerateArray().ToList(),
            JsonValueKind.Object => [.. task.Data.EnumerateObject().Select(member => member.Value)],
            var other => throw new JsonException($"a list is expected, and the result is of kind {other}"),
        };
        return [.. rows.Select(row => convert(row.Deserialize(type) ?? throw new JsonException("A list in the result holds null.")))];
    }
}
