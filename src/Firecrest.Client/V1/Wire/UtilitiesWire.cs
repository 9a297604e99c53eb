using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

internal sealed class EntriesAnswer
{
    public IReadOnlyList<WireEntry>? Output { get; set; }
}

internal sealed class NamesAnswer
{
    public IReadOnlyList<string>? Output { get; set; }
}

internal sealed class WireEntry
{
    public string? Name { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Type { get; set; }

    public string? LinkTarget { get; set; }

    public string? User { get; set; }

    public string? Group { get; set; }

    public string? Permissions { get; set; }

    [JsonConverter(typeof(LocalTime))]
    public DateTime? LastModified { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Size { get; set; }

    /// <param name="listed">What was listed; names that are no full paths are below it.</param>
    /// <param name="isRecursive">Then the names below a path that ends with a slash begin with one.</param>
    public FileEntry ToModel(RemotePath listed, bool isRecursive)
    {
        var name = QuotedName.Decode(JsonBody.Needed(Name));
        name = isRecursive && listed.HasTrailingSlash ? name.TrimStart('/') : name;
        return new()
        {
            Name = name,
            Path = listed / name,
            Type = new FileType(Type ?? ""),
            LinkTarget = string.IsNullOrEmpty(LinkTarget) ? null : QuotedName.Decode(LinkTarget),
            User = User ?? "",
            Group = Group ?? "",
            Permissions = Permissions ?? "",
            LastModified = LastModified,
            Size = long.TryParse(Size, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
        };
    }
}

internal sealed class StatAnswer
{
    public WireStat? Output { get; set; }
}

internal sealed class TextAnswer
{
    public string? Output { get; set; }
}

internal sealed class UserAnswer
{
    /// <summary>The user's name, or with groups an object; servers before 1.15 know the name only.</summary>
    public JsonElement Output { get; set; }

    public UserInfo ToModel() => Output.ValueKind == JsonValueKind.String
        ? new() { User = new("", Output.GetString()!), Group = new("", "") }
        : JsonBody.Needed(Output.Deserialize(UtilitiesJson.Default.WireUser)).ToModel();

    public string ToName() => Output.ValueKind == JsonValueKind.String ? Output.GetString()! : ToModel().User.Name;
}

internal sealed class WireUser
{
    public WireId? User { get; set; }

    public WireId? Group { get; set; }

    public IReadOnlyList<WireId>? Groups { get; set; }

    public UserInfo ToModel() => new()
    {
        User = JsonBody.Needed(User).ToModel(),
        Group = JsonBody.Needed(Group).ToModel(),
        Groups = Groups.ToModels(group => group.ToModel()),
    };
}

internal sealed class WireId
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; set; }

    public string? Name { get; set; }

    public PosixId ToModel() => new(Id ?? "", Name ?? "");
}
