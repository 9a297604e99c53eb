namespace Firecrest.Client.V2;

/// <summary>A job as the API takes it, member by member. <see cref="JobDescription"/> with <see cref="FirecrestClient.Submit(string, JobDescription, CancellationToken)"/> does more for you.</summary>
public sealed record SubmitJobRequest
{
    /// <summary>The working directory; an absolute path.</summary>
    public required RemotePath WorkingDirectory { get; init; }

    /// <summary>The script, beginning with <c>#!</c>; this or <see cref="ScriptPath"/> is needed.</summary>
    public string? Script { get; init; }

    /// <summary>A script file on the system. FirecREST 2.2.6 and later; not in REST mode.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The account. FirecREST 2.2.6 and later.</summary>
    public string? Account { get; init; }

    /// <summary>The reservation. FirecREST 2.5.4 and later.</summary>
    public string? Reservation { get; init; }

    /// <summary>The partition. FirecREST 2.5.4 and later.</summary>
    public string? Partition { get; init; }

    /// <summary>Constraints on nodes, in the scheduler's language.</summary>
    public string? Constraints { get; init; }

    /// <summary>The file for standard input.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The file for standard output.</summary>
    public string? StandardOutput { get; init; }

    /// <summary>The file for standard error.</summary>
    public string? StandardError { get; init; }

    /// <summary>
    /// Environment variables. The server writes them unescaped on a command line: values with a comma are cut and a double quote swallows the variables
    /// after it; in REST mode they replace the whole environment.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
