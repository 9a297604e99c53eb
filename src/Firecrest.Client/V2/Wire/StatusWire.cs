using System.Text.Json.Serialization;
using Firecrest.Client.V2.Requests;

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

    public SystemInfo ToModel() => new()
    {
        Name = V2Body.Needed(Name),
        SchedulerType = Scheduler?.Type ?? "",
        SchedulerVersion = Scheduler?.Version ?? "",
        SchedulerConnectionMode = Scheduler?.ConnectionMode ?? "",
        Services = ServicesHealth.ToModels(static health => health.ToModel()),
        LastHealthCheck = LastHealthCheck,
        FileSystems = FileSystems.ToModels(static fileSystem => fileSystem.ToModel()),
        DirectLimit = DataOperation?.MaxOpsFileSize ?? DataOperation?.MaxOpsFileSizeCamel ?? SystemInfo.DefaultDirectLimit,
        TransferMethod = (DataOperation?.DataTransfer ?? DataOperation?.DataTransferCamel)?.ServiceType,
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
    public string? Type { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Version { get; set; }

    public string? ConnectionMode { get; set; }
}

internal sealed class WireHealth
{
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

    public FileSystemInfo ToModel() => new() { Path = V2Body.Needed(Path), DataType = DataType ?? "", IsDefaultWorkDirectory = DefaultWorkDir };
}

/// <summary>Snake case in the midst of camel case on recorded servers; both are read.</summary>
internal sealed class WireDataOperation
{
    [JsonPropertyName("max_ops_file_size")]
    public long? MaxOpsFileSize { get; set; }

    [JsonPropertyName("maxOpsFileSize")]
    public long? MaxOpsFileSizeCamel { get; set; }

    [JsonPropertyName("data_transfer")]
    public WireDataTransfer? DataTransfer { get; set; }

    [JsonPropertyName("dataTransfer")]
    public WireDataTransfer? DataTransferCamel { get; set; }
}

internal sealed class WireDataTransfer
{
    public string? ServiceType { get; set; }
}

internal sealed class UserInfoAnswer
{
    public WirePosixId? User { get; set; }

    public WirePosixId? Group { get; set; }

    public IReadOnlyList<WirePosixId>? Groups { get; set; }

    public IReadOnlyList<WireAccount>? Accounts { get; set; }

    public UserInfo ToModel() => new()
    {
        User = V2Body.Needed(User).ToModel(),
        Group = V2Body.Needed(Group).ToModel(),
        Groups = Groups.ToModels(static group => group.ToModel()),
        Accounts = Accounts.ToModels(static account => new UserAccount(V2Body.Needed(account.Name), account.Default)),
    };
}

internal sealed class WirePosixId
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; set; }

    public string? Name { get; set; }

    public PosixId ToModel() => new(V2Body.Needed(Id), Name ?? "");
}

internal sealed class WireAccount
{
    public string? Name { get; set; }

    public bool Default { get; set; }
}
