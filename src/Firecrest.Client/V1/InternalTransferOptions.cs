namespace Firecrest.Client.V1;

/// <summary>How a job that works on files is run.</summary>
public sealed record InternalTransferOptions
{
    /// <summary>The name of the job. Default: the server's, such as <c>cp-job</c>.</summary>
    public string? JobName { get; init; }

    /// <summary>How long the job may run, in whole seconds. Default: the server's, two hours.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The id of a job that must have ended with success first. Default: none.</summary>
    public string? StageOutJobId { get; init; }

    /// <summary>The account that the job is charged to. Default: what the server chooses, often the user's group.</summary>
    public string? Account { get; init; }
}
