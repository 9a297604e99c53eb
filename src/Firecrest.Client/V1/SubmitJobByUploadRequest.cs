namespace Firecrest.Client.V1;

/// <summary>A job to submit by the text of its script.</summary>
public sealed record SubmitJobByUploadRequest
{
    /// <summary>The script, beginning with <c>#!</c>, with line feeds only; at most 5 MiB.</summary>
    public required string Script { get; init; }

    /// <summary>The name of the file that the script is written to; the server changes blanks and other characters to <c>_</c>. Also the job's name when no directive gives one. Default <c>job.sh</c>.</summary>
    public string FileName { get; init; } = "job.sh";

    /// <summary>The account; null for the one in the script.</summary>
    public string? Account { get; init; }

    /// <summary>Environment variables. The scheduler cuts values at commas, and refuses a job whose values have quotes, <c>$(</c> or line breaks.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
