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
}
