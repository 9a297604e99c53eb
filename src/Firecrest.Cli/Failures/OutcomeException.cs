namespace Firecrest.Cli.Failures;

/// <summary>The command is done, its result is printed, and it did not come to a success.</summary>
internal sealed class OutcomeException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> JobIds { get; init; } = [];

    /// <summary>The job's own exit code, where one decided.</summary>
    public int? JobExitCode { get; init; }
}
