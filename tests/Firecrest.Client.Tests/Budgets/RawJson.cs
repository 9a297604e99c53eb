using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.Tests.Budgets;

// What somebody without this library would write for six operations: the documented members, as generated code has them.
internal sealed class RawSystems
{
    public List<RawSystem> Systems { get; set; } = null!;
}

internal sealed class RawSystem
{
    public string Name { get; set; } = "";

    public RawSsh Ssh { get; set; } = null!;

    public RawScheduler Scheduler { get; set; } = null!;

    public List<RawHealth>? ServicesHealth { get; set; }

    public RawProbing Probing { get; set; } = null!;

    public DateTimeOffset? LastHealthCheck { get; set; }

    public List<RawFileSystem>? FileSystems { get; set; }

    public RawDataOperation? DataOperation { get; set; }
}

internal sealed class RawSsh
{
    public string Host { get; set; } = "";

    public int Port { get; set; }

    public string? ProxyHost { get; set; }

    public int? ProxyPort { get; set; }

    public int MaxClients { get; set; }

    public RawSshTimeouts Timeout { get; set; } = null!;
}

internal sealed class RawSshTimeouts
{
    public int Connection { get; set; }

    public int Login { get; set; }

    public int CommandExecution { get; set; }

    public int IdleTimeout { get; set; }

    public int KeepAlive { get; set; }
}

internal sealed class RawScheduler
{
    public string Type { get; set; } = "";

    public string? ConnectionMode { get; set; }

    public string Version { get; set; } = "";

    public string? ApiUrl { get; set; }

    public string? ApiVersion { get; set; }

    public int Timeout { get; set; }
}

internal sealed class RawHealth
{
    public string ServiceType { get; set; } = "";

    public DateTimeOffset? LastChecked { get; set; }

    public double? Latency { get; set; }

    public bool Healthy { get; set; }

    public string? Message { get; set; }

    public string? Path { get; set; }
}

internal sealed class RawProbing
{
    public Dictionary<string, RawProbe>? Services { get; set; }

    public int IntervalCheck { get; set; }
}

internal sealed class RawProbe
{
    public int? Timeout { get; set; }
}

internal sealed class RawFileSystem
{
    public string Path { get; set; } = "";

    public string DataType { get; set; } = "";

    public bool DefaultWorkDir { get; set; }
}

internal sealed class RawDataOperation
{
    [JsonPropertyName("datatransfer_jobs_directives")]
    public List<string>? Directives { get; set; }

    [JsonPropertyName("max_ops_file_size")]
    public long MaxOpsFileSize { get; set; }
}

internal sealed class RawJobs
{
    public List<RawJob>? Jobs { get; set; }
}

internal sealed class RawJob
{
    public string JobId { get; set; } = "";

    public string Name { get; set; } = "";

    public RawJobStatus Status { get; set; } = null!;

    public List<RawJobTask>? Tasks { get; set; }

    public RawJobTime Time { get; set; } = null!;

    public string? Account { get; set; }

    public int AllocationNodes { get; set; }

    public string Cluster { get; set; } = "";

    public string? Group { get; set; }

    public string Nodes { get; set; } = "";

    public string Partition { get; set; } = "";

    public string? KillRequestUser { get; set; }

    public string? User { get; set; }

    public string WorkingDirectory { get; set; } = "";

    public int? Priority { get; set; }
}

internal sealed class RawJobStatus
{
    public string State { get; set; } = "";

    public string? StateReason { get; set; }

    public int? ExitCode { get; set; }

    public int? InterruptSignal { get; set; }
}

internal sealed class RawJobTime
{
    public long? Elapsed { get; set; }

    public long? Start { get; set; }

    public long? End { get; set; }

    public long? Suspended { get; set; }

    public long? Limit { get; set; }
}

internal sealed class RawJobTask
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public RawJobStatus Status { get; set; } = null!;

    public RawJobTime Time { get; set; } = null!;
}

internal sealed class RawStatAnswer
{
    public RawStat? Output { get; set; }
}

internal sealed class RawStat
{
    public int Mode { get; set; }

    public long Ino { get; set; }

    public long Dev { get; set; }

    public long Nlink { get; set; }

    public long Uid { get; set; }

    public long Gid { get; set; }

    public long Size { get; set; }

    public long Atime { get; set; }

    public long Ctime { get; set; }

    public long Mtime { get; set; }
}

internal sealed class RawFiles
{
    public List<RawFile>? Output { get; set; }
}

internal sealed class RawFile
{
    public string Name { get; set; } = "";

    public string Type { get; set; } = "";

    public string? LinkTarget { get; set; }

    public string User { get; set; } = "";

    public string Group { get; set; } = "";

    public string Permissions { get; set; } = "";

    public string LastModified { get; set; } = "";

    public string Size { get; set; } = "";
}

internal sealed class RawContentAnswer
{
    public RawContent? Output { get; set; }
}

internal sealed class RawContent
{
    public string Content { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long StartPosition { get; set; }

    public long EndPosition { get; set; }
}

internal sealed record RawSubmitBody(RawJobDescription Job);

internal sealed record RawJobDescription(string WorkingDirectory, string Script);

internal sealed class RawSubmitAnswer
{
    public string? JobId { get; set; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RawSystems))]
[JsonSerializable(typeof(RawJobs))]
[JsonSerializable(typeof(RawStatAnswer))]
[JsonSerializable(typeof(RawFiles))]
[JsonSerializable(typeof(RawContentAnswer))]
[JsonSerializable(typeof(RawSubmitBody))]
[JsonSerializable(typeof(RawSubmitAnswer))]
internal sealed partial class RawJson : JsonSerializerContext;
