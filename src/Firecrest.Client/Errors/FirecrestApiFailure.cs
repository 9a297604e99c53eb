using System.Net;
using Firecrest.Client.V1;

namespace Firecrest.Client;

/// <summary>The facts about a request that FirecREST answered with an error.</summary>
public sealed record FirecrestApiFailure
{
    /// <summary>The HTTP status of the answer.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>The reason as a word that a program can compare.</summary>
    public required FirecrestErrorCode ErrorCode { get; init; }

    /// <summary>The server's own words; empty when it gave none.</summary>
    public string ServerMessage { get; init; } = "";

    /// <summary>What the server says lies behind the failure, outermost first.</summary>
    public IReadOnlyList<string> CausedBy { get; init; } = [];

    /// <summary>The id under which the server's operators find the request in their logs.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path of the operation, without the base address and the query.</summary>
    public required string Path { get; init; }

    /// <summary>The server's version, when it is known.</summary>
    public Version? ServerVersion { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How long the server asks to wait before the next request.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The beginning of the answer's body, at most 4096 characters; the secrets of transfers, such as the query of a presigned link, are taken out.</summary>
    public string ResponseBody { get; init; } = "";

    /// <summary>FirecREST v1: the task that failed; null when it is the request itself that was answered with an error.</summary>
    public TaskInfo? Task { get; init; }
}
