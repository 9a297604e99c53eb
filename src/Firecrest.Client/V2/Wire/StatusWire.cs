using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

internal sealed class SystemsAnswer
{
    public IReadOnlyList<WireSystem>? Systems { get; set; }
}

internal sealed class WireSystem
{
    public string? Name { get; set; }

    public WireSsh? Ssh { get; set; }

    public WireScheduler? Scheduler { get; set; }

    public IReadOnlyList<WireHealth>? ServicesHealth { get; set; }

    [JsonConverter(typeof(LooseDate))]
    public DateTimeOffset? LastHealthCheck { get; set; }

    public IReadOnlyList<WireFileSystem>? FileSystems { get; set; }

    public WireDataOperation? DataOperation { get; set; }

    /// <summary>Where the directives were before 2.5.</summary>
    public IReadOnlyList<string>? DatatransferJobsDirectives { get; set; }

    public SystemInfo ToModel() => new()
    {
        Name = JsonBody.Needed(Name),
        SchedulerType = Scheduler?.Type ?? "",
        SchedulerVersion = Scheduler?.Version ?? "",
        SchedulerConnectionMode = Scheduler?.ConnectionMode ?? "",
        Services = ServicesHealth.ToModels(static health => health.ToModel()),
        LastHealthCheck = LastHealthCheck,
        FileSystems = FileSystems.ToKnownModels(static fileSystem => fileSystem.ToModel()),
        DirectLimit = DataOperation?.MaxOpsFileSize ?? SystemInfo.DefaultDirectLimit,
        TransferMethod = DataOperation?.DataTransfer?.ServiceType is { } method ? new TransferMethod(method) : null,
        MaxPartSize = DataOperation?.DataTransfer?.Multipart?.MaxPartSize,
        StreamerUploadLimit = DataOperation?.DataTransfer?.InboundTransferLimit,
        TransferJobDirectives = DataOperation?.JobDirectives ?? DatatransferJobsDirectives ?? [],
        CommandTimeout = WireSeconds.ToTimeSpan(Ssh?.Timeout?.CommandExecution),
    };
}

internal sealed class WireSsh
{
    public WireSshTimeout? Timeout { get; set; }
}

internal sealed class WireSshTimeout
{
    public double? CommandExecution { get; set; }
}

internal sealed class WireScheduler
{
    [JsonConverter(typeof(LooseText))]
    public string? Type { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Version { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? ConnectionMode { get; set; }
}

internal sealed class WireHealth
{
    [JsonConverter(typeof(LooseText))]
    public string? ServiceType { get; set; }

    [JsonConverter(typeof(LooseDate))]
    public DateTimeOffset? LastChecked { get; set; }

    public double? Latency { get; set; }

    public bool Healthy { get; set; }

    public string? Message { get; set; }

    public string? Path { get; set; }

    public ServiceHealth ToModel() => new()
    {
        ServiceType = ServiceType ?? "",
        IsHealthy = Healthy,
        LastChecked = LastChecked,
        Latency = WireSeconds.ToTimeSpan(Latency),
        Message = Message,
        Path = Path,
    };
}

internal sealed class WireFileSystem
{
    public string? Path { get; set; }

    public string? DataType { get; set; }

    public bool DefaultWorkDir { get; set; }

    /// <summary>Null for one that no path can lead to.</summary>
    public FileSystemInfo? ToModel()
        => RemotePath.FromServer(Path) is { } path ? new() { Path = path, DataType = DataType ?? "", IsDefaultWorkDirectory = DefaultWorkDir } : null;
}

/// <summary>Snake case in the midst of camel case on recorded servers; both are read.</summary>
internal sealed class WireDataOperation
{
    [JsonPropertyName("max_ops_file_size")]
    public long? MaxOpsFileSize { get; set; }

    [JsonPropertyName("maxOpsFileSize")]
    public long? MaxOpsFileSizeCamel { set => MaxOpsFileSize = value; }

    [JsonPropertyName("data_transfer")]
    public WireDataTransfer? DataTransfer { get; set; }

    [JsonPropertyName("dataTransfer")]
    public WireDataTransfer? DataTransferCamel { set => DataTransfer = value; }

    [JsonPropertyName("datatransfer_jobs_directives")]
    public IReadOnlyList<string>? JobDirectives { get; set; }

    [JsonPropertyName("datatransferJobsDirectives")]
    public IReadOnlyList<string>? JobDirectivesCamel { get => JobDirectives; set => JobDirectives = value; } // the serializer skips a list that has no getter
}

internal sealed class WireDataTransfer
{
    [JsonConverter(typeof(LooseText))]
    public string? ServiceType { get; set; }

    [JsonPropertyName("service_type")]
    public string? ServiceTypeSnake { set => ServiceType = value; }

    public long? InboundTransferLimit { get; set; }

    [JsonPropertyName("inbound_transfer_limit")]
    public long? InboundTransferLimitSnake { set => InboundTransferLimit = value; }

    public WireMultipart? Multipart { get; set; }
}

internal sealed class WireMultipart
{
    [JsonPropertyName("max_part_size")]
    public long? MaxPartSize { get; set; }

    [JsonPropertyName("maxPartSize")]
    public long? MaxPartSizeCamel { set => MaxPartSize = value; }
}

internal sealed class NodesAnswer
{
    public IReadOnlyList<WireNode>? Nodes { get; set; }
}

internal sealed class WireNode
{
    public string? Name { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? State { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Partitions { get; set; }

    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Features { get; set; }

    public int? Cpus { get; set; }

    public int? AllocCpus { get; set; }

    public int? IdleCpus { get; set; }

    public double? CpuLoad { get; set; }

    public int? Sockets { get; set; }

    public int? Cores { get; set; }

    public int? Threads { get; set; }

    public long? FreeMemory { get; set; }

    public long? AllocMemory { get; set; }

    public string? Address { get; set; }

    public string? Hostname { get; set; }

    public int? Weight { get; set; }

    public NodeInfo ToModel() => new()
    {
        Name = JsonBody.Needed(Name),
        States = WireStates.Read(State),
        Partitions = Partitions ?? [],
        Features = Features ?? [],
        CpuCount = Cpus ?? 0,
        AllocatedCpuCount = AllocCpus,
        IdleCpuCount = IdleCpus,
        CpuLoad = CpuLoad,
        Sockets = Sockets,
        Cores = Cores,
        Threads = Threads,
        FreeMemory = FreeMemory,
        AllocatedMemory = AllocMemory,
        Address = Address,
        HostName = Hostname,
        Weight = Weight,
    };
}

/// <summary>States of nodes and partitions.</summary>
internal static class WireStates
{
    /// <summary>Servers before 2.5.1 pass Slurm's own text on, which joins words by a plus sign and may be in lower case.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? states)
        => states is null ? [] : [.. states.SelectMany(state => state.Split('+', StringSplitOptions.RemoveEmptyEntries)).Select(state => state.ToUpperInvariant())];
}

internal sealed class PartitionsAnswer
{
    public IReadOnlyList<WirePartition>? Partitions { get; set; }
}

internal sealed class WirePartition
{
    public string? Name { get; set; }

    public int? Cpus { get; set; }

    public int? TotalNodes { get; set; }

    /// <summary>The state, whatever its name says.</summary>
    [JsonConverter(typeof(LooseList))]
    public IReadOnlyList<string>? Partition { get; set; }

    public PartitionInfo ToModel() => new() { Name = JsonBody.Needed(Name), States = WireStates.Read(Partition), CpuCount = Cpus, NodeCount = TotalNodes };
}

internal sealed class ReservationsAnswer
{
    public IReadOnlyList<WireReservation>? Reservations { get; set; }
}

internal sealed class WireReservation
{
    public string? Name { get; set; }

    public string? NodeList { get; set; }

    [JsonConverter(typeof(LooseTime))]
    public DateTimeOffset? StartTime { get; set; }

    [JsonConverter(typeof(LooseTime))]
    public DateTimeOffset? EndTime { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Features { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? State { get; set; }

    public ReservationInfo ToModel() => new()
    {
        Name = JsonBody.Needed(Name),
        NodeList = NodeList ?? "",
        StartTime = StartTime,
        EndTime = EndTime,
        Features = string.IsNullOrEmpty(Features) ? null : Features,
        State = string.IsNullOrEmpty(State) ? null : State,
    };
}

internal sealed class LivenessAnswer
{
    public IReadOnlyDictionary<string, JsonElement>? HealthcheckRuns { get; set; }

    public double? LastUpdate { get; set; }

    public LivenessReport ToModel()
    {
        var checks = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        foreach (var (system, time) in HealthcheckRuns ?? new Dictionary<string, JsonElement>())
        {
            if (time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out var date))
            {
                checks[system] = date;
            }
        }

        return new() { HealthChecks = checks, OldestCheckAge = WireSeconds.ToTimeSpan(LastUpdate) ?? TimeSpan.Zero };
    }
}

internal sealed class UserInfoAnswer
{
    public WirePosixId? User { get; set; }

    public WirePosixId? Group { get; set; }

    public IReadOnlyList<WirePosixId>? Groups { get; set; }

    public IReadOnlyList<WireAccount>? Accounts { get; set; }

    public UserInfo ToModel() => new()
    {
        User = JsonBody.Needed(User).ToModel(),
        Group = JsonBody.Needed(Group).ToModel(),
        Groups = Groups.ToModels(static group => group.ToModel()),
        Accounts = Accounts.ToModels(static account => new UserAccount(JsonBody.Needed(account.Name), account.Default)),
    };
}

internal sealed class WirePosixId
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; set; }

    public string? Name { get; set; }

    public PosixId ToModel() => new(JsonBody.Needed(Id), Name ?? "");
}

internal sealed class WireAccount
{
    public string? Name { get; set; }

    public bool Default { get; set; }
}
