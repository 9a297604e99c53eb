using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Emulator.Status;

internal sealed record SystemsAnswer(IReadOnlyList<SystemRow> Systems);

internal sealed record SystemRow(
    string Name,
    SshRow Ssh,
    SchedulerRow Scheduler,
    IReadOnlyList<HealthRow> ServicesHealth,
    ProbingRow Probing,
    string LastHealthCheck,
    IReadOnlyList<FileSystemRow> FileSystems)
{
    /// <summary>Since 2.5.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DataOperationRow? DataOperation { get; init; }

    /// <summary>Before 2.5.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? DatatransferJobsDirectives { get; init; }
}

internal sealed record SshRow(string Host, int Port, string? ProxyHost, int? ProxyPort, int MaxClients, SshTimeoutRow Timeout);

internal sealed record SshTimeoutRow(int Connection, int Login, int CommandExecution, int IdleTimeout, int KeepAlive);

internal sealed record SchedulerRow(string Type, string ConnectionMode, string Version, string? ApiUrl, string? ApiVersion, int Timeout);

internal sealed record HealthRow(string ServiceType, string LastChecked, double Latency, bool Healthy, string? Message)
{
    /// <summary>Present for file systems only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }
}

internal sealed record ProbingRow(IReadOnlyDictionary<string, ProbeRow> Services, int IntervalCheck);

internal sealed record ProbeRow(int Timeout);

internal sealed record FileSystemRow(string Path, string DataType, bool DefaultWorkDir);

internal sealed record DataOperationRow(
    [property: JsonPropertyName("datatransfer_jobs_directives")] IReadOnlyList<string> JobDirectives,
    [property: JsonPropertyName("max_ops_file_size")] int MaxOpsFileSize,
    [property: JsonPropertyName("data_transfer")] S3Row? DataTransfer);

/// <summary>The object store of a system, with its secrets masked.</summary>
internal sealed record S3Row(
    string ServiceType,
    string Name,
    string PrivateUrl,
    string PublicUrl,
    string AccessKeyId,
    string SecretAccessKey,
    string Region,
    long Ttl,
    string? Tenant,
    MultipartRow Multipart,
    LifecycleRow BucketLifecycleConfiguration);

internal sealed record MultipartRow(
    [property: JsonPropertyName("use_split")] bool UseSplit,
    [property: JsonPropertyName("max_part_size")] long MaxPartSize,
    [property: JsonPropertyName("parallel_runs")] int ParallelRuns,
    [property: JsonPropertyName("tmp_folder")] string TmpFolder);

internal sealed record LifecycleRow(int Days);

internal sealed record LivenessAnswer(IReadOnlyDictionary<string, string> HealthcheckRuns, int LastUpdate);

internal sealed record UserInfoAnswer(IdentityRow User, IdentityRow Group, IReadOnlyList<IdentityRow> Groups)
{
    /// <summary>Since 2.5.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AccountRow>? Accounts { get; init; }
}

internal sealed record IdentityRow(string Id, string Name);

internal sealed record AccountRow(string Name, bool Default);

internal sealed record PartitionsAnswer(IReadOnlyList<PartitionRow> Partitions);

internal sealed record PartitionRow(string Name, int Cpus, int TotalNodes, JsonElement Partition);

internal sealed record NodesAnswer(IReadOnlyList<NodeRow> Nodes);

internal sealed record NodeRow(
    int Sockets,
    int Cores,
    int Threads,
    int Cpus,
    double CpuLoad,
    int? FreeMemory,
    JsonElement Features,
    string Name,
    string Address,
    string Hostname,
    IReadOnlyList<string> State,
    IReadOnlyList<string> Partitions,
    int Weight,
    int AllocMemory,
    int AllocCpus,
    int? IdleCpus);

internal sealed record ReservationsAnswer(IReadOnlyList<ReservationRow> Reservations);

internal sealed record ReservationRow(string Name, string NodeList, long EndTime, long StartTime, string? Features)
{
    /// <summary>Since 2.5.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }
}
