using System.Text.Json.Serialization;

namespace Firecrest.Client.Transfers;

/// <summary>The first line of a manifest: which transfer it is of, and what is needed to go on with it. It holds secrets.</summary>
internal sealed record ManifestHeader
{
    public const string Upload = "upload";
    public const string Download = "download";

    public int Version { get; init; } = 1;

    public required string Direction { get; init; }

    public required string Server { get; init; }

    public required string SystemName { get; init; }

    public required string RemotePath { get; init; }

    /// <summary>The full path of the file on this machine.</summary>
    public required string LocalPath { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When the source was last changed: a local file's in ticks, a remote one's in seconds.</summary>
    public required long Modified { get; init; }

    public required string Half { get; init; }

    public string? OutputLog { get; init; }

    public string? ErrorLog { get; init; }

    public string? Link { get; init; }

    public required long PartSize { get; init; }

    public IReadOnlyList<Uri> PartAddresses { get; init; } = [];

    public Uri? CompleteAddress { get; init; }

    public IReadOnlyDictionary<string, string>? FormFields { get; init; }

    public Uri? DownloadAddress { get; init; }

    /// <summary>The local file that a download is gathered in.</summary>
    public string? PartialPath { get; init; }

    /// <summary>How the target was before an upload; null when there was none.</summary>
    public ManifestTarget? Before { get; init; }
}

internal sealed record ManifestTarget(long Inode, long Size, DateTimeOffset Changed);

/// <summary>A further line of a manifest: something that was done.</summary>
internal sealed record ManifestEntry
{
    /// <summary>The number of a part that arrived, from 0.</summary>
    public int? Part { get; init; }

    /// <summary>The tag of the part, or of the whole object that is downloaded.</summary>
    public string? Tag { get; init; }

    /// <summary>True when the parts were joined.</summary>
    public bool? Joined { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManifestHeader))]
[JsonSerializable(typeof(ManifestEntry))]
internal sealed partial class ManifestJson : JsonSerializerContext;
