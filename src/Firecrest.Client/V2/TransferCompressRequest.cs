namespace Firecrest.Client.V2;

/// <summary>A file or directory that a job shall put into a tar archive.</summary>
public sealed record TransferCompressRequest
{
    /// <summary>The absolute path of what is put into the archive.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The absolute path of the archive.</summary>
    public required RemotePath TargetPath { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }

    /// <summary>Only files whose whole path, beginning with <c>./</c>, fits this regular expression of GNU find; null for everything.</summary>
    /// <remarks>The job searches the directory around the source, or the user's home where it cannot enter that: end the source with a slash to search in it.</remarks>
    public string? MatchPattern { get; init; }

    /// <summary>True to put in what symbolic links point to instead of the links. Default false.</summary>
    public bool Dereference { get; init; }

    /// <summary>How the archive is compressed; null for the server's default, gzip. FirecREST 2.4.0 and later.</summary>
    public CompressionType? Compression { get; init; }
}
