namespace Firecrest.Client.V2;

/// <summary>The script and files of a job.</summary>
public sealed record JobMetadata
{
    /// <summary>The scheduler's id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>The script; empty for another user's job, null where the server does not keep it.</summary>
    public string? Script { get; init; }

    /// <summary>The file for standard input.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The file for standard output.</summary>
    public string? StandardOutput { get; init; }

    /// <summary>The file for standard error.</summary>
    public string? StandardError { get; init; }
}
