using System.Text.Json;

namespace Firecrest.Client.V1.Wire;

internal sealed class StatusAnswer<T>
{
    public T? Out { get; set; }
}

internal sealed class WireService
{
    public string? Service { get; set; }

    public string? Status { get; set; }

    public int? StatusCode { get; set; }

    public string? Description { get; set; }

    public ServiceStatus ToModel() => new() { Name = JsonBody.Needed(Service), Status = Status ?? "", StatusCode = StatusCode, Description = Description ?? "" };
}

internal sealed class WireSystem
{
    public string? System { get; set; }

    public string? Status { get; set; }

    public string? Description { get; set; }

    public SystemStatus ToModel() => new() { Name = JsonBody.Needed(System), Status = Status ?? "", Description = Description ?? "" };
}

internal sealed class WireFileSystem
{
    public string? Name { get; set; }

    public string? Path { get; set; }

    public string? Status { get; set; }

    public string? Description { get; set; }

    public FileSystemStatus? ToModel()
        => RemotePath.FromServer(Path) is { } path ? new() { Name = Name ?? "", Path = path, Status = Status ?? "", Description = Description ?? "" } : null;
}

internal sealed class WireParameters
{
    public IReadOnlyList<WireParameter>? General { get; set; }

    public IReadOnlyList<WireParameter>? Compute { get; set; }

    public IReadOnlyList<WireParameter>? Utilities { get; set; }

    public IReadOnlyList<WireParameter>? Storage { get; set; }

    public ServerParameters ToModel() => new()
    {
        General = General.ToModels(one => one.ToModel()),
        Compute = Compute.ToModels(one => one.ToModel()),
        Utilities = Utilities.ToModels(one => one.ToModel()),
        Storage = Storage.ToModels(one => one.ToModel()),
        FileSystems = ReadFileSystems(Storage?.FirstOrDefault(one => one.Name == "FILESYSTEMS")?.Value ?? default),
    };

    /// <summary>Whatever is not as expected is left out: it must not keep the other settings from being read.</summary>
    private static Dictionary<string, IReadOnlyList<RemotePath>> ReadFileSystems(JsonElement value)
    {
        var found = new Dictionary<string, IReadOnlyList<RemotePath>>(StringComparer.Ordinal);
        foreach (var row in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object) : [])
        {
            if (row.TryGetProperty("system", out var system) && system.ValueKind == JsonValueKind.String
                && row.TryGetProperty("mounted", out var mounted) && mounted.ValueKind == JsonValueKind.Array)
            {
                found[system.GetString()!] = [.. mounted.EnumerateArray().Select(path => RemotePath.FromServer(path.ToString())).OfType<RemotePath>()];
            }
        }

        return found;
    }
}

internal sealed class WireParameter
{
    public string? Name { get; set; }

    public JsonElement Value { get; set; }

    public string? Unit { get; set; }

    public string? Description { get; set; }

    public ServerParameter ToModel() => new() { Name = Name ?? "", Value = Value.ToString(), Unit = Unit ?? "", Description = Description ?? "" };
}
