using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

internal sealed record SystemsAnswer(IReadOnlyList<WireSystem>? Systems);

internal sealed record WireSystem(
    string Name,
    WireSsh? Ssh,
    WireScheduler? Scheduler,
    IReadOnlyList<WireHealth>? ServicesHealth,
    [property: JsonConverter(typeof(LooseDate))] DateTimeOffset? LastHealthCheck,
    IReadOnlyList<WireFileSystem>? FileSystems,
    WireDataOperation? DataOperation)
{
    public SystemInfo ToModel() => new()
    {
        Name = Name,
        SchedulerType = Scheduler?.Type ?? "",
        SchedulerVersion = Scheduler?.Version ?? "",
        SchedulerConnectionMode = Scheduler?.ConnectionMode ?? "",
        Services = [.. (ServicesHealth ?? []).Select(health => health.ToModel())],
        LastHealthCheck = LastHealthCheck,
        FileSystems = [.. (FileSystems ?? []).Select(fileSystem => fileSystem.ToModel())],
        DirectLimit = DataOperation?.MaxOpsFileSize ?? DataOperation?.MaxOpsFileSizeCamel ?? SystemInfo.DefaultDirectLimit,
        TransferMethod = (DataOperation?.DataTransfer ?? DataOperation?.DataTransferCamel)?.ServiceType,
        CommandTimeout = Ssh?.Timeout?.CommandExecution is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };
}

internal sealed record WireSsh(WireSshTimeout? Timeout);

internal sealed record WireSshTimeout(double? CommandExecution);

internal sealed record WireScheduler(string? Type, [property: JsonConverter(typeof(LooseText))] string? Version, string? ConnectionMode);

internal sealed record WireHealth(
    string? ServiceType, [property: JsonConverter(typeof(LooseDate))] DateTimeOffset? LastChecked, double? Latency, bool Healthy, string? Message, string? Path)
{
    public ServiceHealth ToModel() => new()
    {
        ServiceType = ServiceType ?? "",
        IsHealthy = Healthy,
        LastChecked = LastChecked,
        Latency = Latency is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Message = Message,
        Path = Path,
    };
}

internal sealed record WireFileSystem(string Path, string? DataType, bool DefaultWorkDir)
{
    public FileSystemInfo ToModel() => new() { Path = Path, DataType = DataType ?? "", IsDefaultWorkDirectory = DefaultWorkDir };
}

/// <summary>Snake case in the midst of camel case on recorded servers; both are read.</summary>
internal sealed record WireDataOperation(
    [property: JsonPropertyName("max_ops_file_size")] long? MaxOpsFileSize,
    [property: JsonPropertyName("maxOpsFileSize")] long? MaxOpsFileSizeCamel,
    [property: JsonPropertyName("data_transfer")] WireDataTransfer? DataTransfer,
    [property: JsonPropertyName("dataTransfer")] WireDataTransfer? DataTransferCamel);

internal sealed record WireDataTransfer(string? ServiceType);

internal sealed record UserInfoAnswer(WirePosixId User, WirePosixId Group, IReadOnlyList<WirePosixId>? Groups, IReadOnlyList<WireAccount>? Accounts)
{
    public UserInfo ToModel() => new()
    {
        User = User.ToModel(),
        Group = Group.ToModel(),
        Groups = [.. (Groups ?? []).Select(group => group.ToModel())],
        Accounts = [.. (Accounts ?? []).Select(account => new UserAccount(account.Name, account.Default))],
    };
}

internal sealed record WirePosixId([property: JsonConverter(typeof(LooseText))] string Id, string Name)
{
    public PosixId ToModel() => new(Id, Name);
}

internal sealed record WireAccount(string Name, bool Default);
