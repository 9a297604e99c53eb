using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Documents;

/// <summary>A failure, as one line of standard error.</summary>
internal sealed record ErrorDocument(ErrorPart Error)
{
    public static ErrorDocument From(Failure failure) => new(new ErrorPart(
        ExitCode.WordOf(failure.Meaning), failure.Message, failure.ExitCode, failure.HttpStatus, failure.Meaning == ExitCode.Temporary, failure.MayHaveExecuted, failure.RequestId,
        failure.ServerVersion, failure.IdempotencyKey, failure.JobIds));
}

internal sealed record ErrorPart(
    string Code, string Message, int ExitCode, int? HttpStatus, bool Transient, bool MayHaveExecuted, string? RequestId, string? ServerVersion, string? IdempotencyKey,
    IReadOnlyList<string> JobIds);
