namespace Firecrest.Cli.Documents;

/// <summary>The checksum of a file.</summary>
internal sealed record ChecksumDocument(string Algorithm, string Checksum, string Path);

/// <summary>What the command <c>file</c> says of a file.</summary>
internal sealed record FileTypeDocument(string Type, string Path);

/// <summary>Text of a file or of a job.</summary>
internal sealed record ContentDocument(string Content, string? Path, string? JobId);
