using Firecrest.Client;

namespace Firecrest.Cli.Failures;

/// <summary>What a failure means to a script.</summary>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <summary>The exit code before any option changed it.</summary>
    public int Meaning { get; } = ExitCode;

    public int? HttpStatus { get; init; }

    public bool MayHaveExecuted { get; init; }

    public string? RequestId { get; init; }

    public string? ServerVersion { get; init; }

    public string? IdempotencyKey { get; init; }

    public IReadOnlyList<string> JobIds { get; init; } = [];

    public static Failure From(Exception exception)
    {
        var failure = Read(exception);
        return failure with { Message = OptionWords.In(failure.Message) };
    }

    private static Failure Read(Exception exception) => exception switch
    {
        FirecrestException failure => FromClient(failure),
        ChangedCodeException changed => Read(changed.InnerException!) with { ExitCode = changed.ExitCode },
        OutcomeException outcome => new(outcome.ExitCode, outcome.Message) { JobIds = outcome.JobIds },
        SeveralFailedException several => Read(several.InnerException!) with { Message = several.Message },
        UsageException or ArgumentException or NotSupportedException => new(Failures.ExitCode.Usage, WithoutParameter(exception)),
        IOException or UnauthorizedAccessException => new(Failures.ExitCode.Usage, exception.Message),
        _ => new(Failures.ExitCode.Internal, $"{exception.GetType().Name}: {exception.Message}"),
    };

    private static Failure FromClient(FirecrestException failure)
    {
        var api = failure as FirecrestApiException;
        var unknown = failure as SubmissionOutcomeUnknownException;
        return new(CodeOf(failure), failure.Message)
        {
            HttpStatus = api is null ? null : (int)api.StatusCode,
            MayHaveExecuted = failure.MayHaveExecuted,
            RequestId = failure.RequestId,
            ServerVersion = api?.ServerVersion?.ToString(),
            IdempotencyKey = unknown?.IdempotencyKey,
            JobIds = [.. unknown?.MatchingJobIds ?? [], .. unknown?.UndecidedJobIds ?? []],
        };
    }

    private static int CodeOf(FirecrestException failure) => failure switch
    {
        JobFailedException job => JobOutcome.CodeOf(job.Job.Category),
        TransferFailedException transfer => CodeOf(transfer),
        SubmissionOutcomeUnknownException => Failures.ExitCode.OutcomeUnknown,
        FirecrestNotFoundException => Failures.ExitCode.NotFound,
        FirecrestPermissionException or FirecrestQuotaException => Failures.ExitCode.Permission,
        FirecrestUnauthorizedException => Failures.ExitCode.Authentication,
        FirecrestAuthenticationException => failure.IsTransient ? Failures.ExitCode.Temporary : Failures.ExitCode.Authentication,
        FirecrestAlreadyExistsException => Failures.ExitCode.WrongState,
        FirecrestNotSupportedException or FirecrestTooLargeException => Failures.ExitCode.NotSupported,
        FirecrestTimeoutException { IsTransient: false } => Failures.ExitCode.WaitTimedOut,
        _ when failure.MayHaveExecuted => Failures.ExitCode.OutcomeUnknown,
        FirecrestApiException api => CodeOf(api),
        FirecrestConnectionException => Failures.ExitCode.Temporary,
        _ => failure.IsTransient ? Failures.ExitCode.Temporary : Failures.ExitCode.Usage,
    };

    private static int CodeOf(TransferFailedException transfer) => transfer switch
    {
        { JobState: { IsSuccess: false, Category: var category } } => JobOutcome.CodeOf(category),
        { JobState: not null } or { ErrorLog.Length: > 0 } => Failures.ExitCode.RemoteFailed,
        { InnerException: FirecrestException cause } => CodeOf(cause),
        { IsTransient: true } => Failures.ExitCode.Temporary,

        // A kind of its own: the object store refused.
        _ when transfer.GetType() != typeof(TransferFailedException) => Failures.ExitCode.RemoteFailed,
        _ => Failures.ExitCode.Integrity,
    };

    private static int CodeOf(FirecrestApiException api)
    {
        FirecrestErrorCode code = api.ErrorCode;
        return code == FirecrestErrorCode.JobAlreadyEnded ? Failures.ExitCode.WrongState
            : code == FirecrestErrorCode.NotImplemented ? Failures.ExitCode.NotSupported
            : code == FirecrestErrorCode.CommandFailed ? Failures.ExitCode.RemoteFailed
            : code == FirecrestErrorCode.ServerError || code == FirecrestErrorCode.UnexpectedResponse || api.IsTransient ? Failures.ExitCode.Temporary
            : Failures.ExitCode.Usage;
    }

    /// <summary>The runtime adds the name of a parameter, which means nothing on a command line.</summary>
    private static string WithoutParameter(Exception exception)
        => exception is ArgumentException { ParamName: { } name } ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message;
}
