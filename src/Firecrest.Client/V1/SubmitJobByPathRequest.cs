namespace Firecrest.Client.V1;

/// <summary>A job to submit by a script file on the system.</summary>
public sealed record SubmitJobByPathRequest
{
    /// <summary>The script file.</summary>
    public required RemotePath TargetPath { get; init; }

    /// <summary>The account; null for the one in the script.</summary>
    public string? Account { get; init; }

    /// <inheritdoc cref="SubmitJobByUploadRequest.Environment"/>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
