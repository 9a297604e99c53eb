namespace Firecrest.Client.V2;

/// <summary>A transfer whose job was created; the caller has to do the other half.</summary>
public sealed record StartedTransfer
{
    /// <summary>The job that does the system's half.</summary>
    public required TransferJob Job { get; init; }

    /// <summary>How the caller's half is done.</summary>
    public required TransferDirectives Directives { get; init; }
}
