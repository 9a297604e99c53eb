namespace Firecrest.Client.Transfers;

/// <summary>Where an upload goes, as the server directs: parts to be put and then joined, or one form to be posted.</summary>
internal sealed record StagedUpload
{
    /// <summary>An address for each part, in order.</summary>
    public required IReadOnlyList<Uri> PartAddresses { get; init; }

    /// <summary>The size in bytes of every part but the last.</summary>
    public required long PartSize { get; init; }

    /// <summary>Where the list of the parts goes; null when there is nothing to join.</summary>
    public Uri? CompleteAddress { get; init; }

    /// <summary>When set, the one part is posted as the file of a form with these fields before it.</summary>
    public IReadOnlyDictionary<string, string>? FormFields { get; init; }

    public required SystemHalf Half { get; init; }
}

/// <summary>Where a download comes from.</summary>
internal sealed record StagedDownload
{
    /// <summary>Null when only the end of the system's half tells it.</summary>
    public Uri? Address { get; init; }

    public required SystemHalf Half { get; init; }
}
