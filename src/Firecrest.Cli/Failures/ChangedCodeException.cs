namespace Firecrest.Cli.Failures;

/// <summary>A failure whose exit code an option has changed.</summary>
internal sealed class ChangedCodeException(Exception failure, int exitCode) : Exception(failure.Message, failure)
{
    public int ExitCode { get; } = exitCode;
}
