using Firecrest.Client.V2;

namespace Firecrest.Cli.Documents;

/// <summary>The checksum of a file.</summary>
internal sealed record ChecksumDocument(string Algorithm, string Checksum, string Path);

/// <summary>What the command <c>file</c> says of a file.</summary>
internal sealed record FileTypeDocument(string Type, string Path);

/// <summary>Text of a file or of a job.</summary>
/// <param name="Content">The text.</param>
/// <param name="Path">The file, of a file.</param>
/// <param name="JobId">The job, of a job.</param>
internal sealed record ContentDocument(string Content, string? Path, string? JobId)
{
    /// <summary>What a job that is followed has written to a standard error of its own; null when nothing.</summary>
    public string? StandardError { get; init; }

    /// <summary>What the positions of a part of a file count, <c>lines</c> or <c>bytes</c>, where the server tells.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where the part begins; negative positions count from the end.</summary>
    public long? StartPosition { get; init; }

    /// <summary>Where it ends.</summary>
    public long? EndPosition { get; init; }

    public static ContentDocument From(FileContent part, string path)
        => new(part.Content, path, null) { ContentType = part.ContentType, StartPosition = part.StartPosition, EndPosition = part.EndPosition };
}
