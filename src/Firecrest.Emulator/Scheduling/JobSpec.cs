using Firecrest.Client;

namespace Firecrest.Emulator.Scheduling;

/// <summary>What was submitted, after the request and the directives of the script were put together.</summary>
internal sealed record JobSpec
{
    public required string Name { get; init; }

    public required string Account { get; init; }

    public required string Partition { get; init; }

    /// <summary>The remote working directory as asked for; it need not exist.</summary>
    public required string WorkingDirectory { get; init; }

    public required string Script { get; init; }

    /// <summary>The remote file that the script was read from; null when it was sent.</summary>
    public string? ScriptPath { get; init; }

    public required SbatchDirectives Directives { get; init; }

    public required string StandardOutput { get; init; }

    /// <summary>Null sends errors where the output goes.</summary>
    public string? StandardError { get; init; }

    public string? StandardInput { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Null stands for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    public ArrayRange? Array { get; init; }

    public bool Held { get; init; }

    /// <summary>The id of a job that has to end well before this one starts.</summary>
    public int? After { get; init; }

    /// <summary>What the job does in place of its script; null for the jobs of users.</summary>
    public JobWork? Work { get; init; }
}
