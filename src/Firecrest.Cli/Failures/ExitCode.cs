namespace Firecrest.Cli.Failures;

/// <summary>What a run came to, for the shell. The numbers are a promise; none is 99 or 125 to 127, which schedulers and shells give meanings of their own.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int RemoteFailed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Authentication = 4;
    public const int Permission = 5;
    public const int WaitTimedOut = 6;
    public const int Temporary = 7;
    public const int WrongState = 8;
    public const int Integrity = 9;
    public const int Cancelled = 10;
    public const int OutcomeUnknown = 11;
    public const int NotSupported = 12;

    /// <summary>A fault of this program.</summary>
    public const int Internal = 70;

    /// <summary>With <c>--exit-code-from-job</c>: what went wrong was not the job.</summary>
    public const int NotTheJob = 125;

    public const int Interrupted = 130;
    public const int BrokenPipe = 141;
    public const int Terminated = 143;

    /// <summary>The codes with their words and meanings, as errors and the documentation tell them.</summary>
    public static readonly IReadOnlyList<(int Code, string Word, string Meaning)> All =
    [
        (Ok, "OK", "done, with success"),
        (RemoteFailed, "REMOTE_FAILED", "the remote work failed: a job ended without success, a command on the system ended with an error"),
        (Usage, "USAGE", "the call is wrong: the command line, the configuration, a local file, or values that the server or scheduler refuses"),
        (NotFound, "NOT_FOUND", "there is no such job, path or system"),
        (Authentication, "AUTHENTICATION", "no token could be had, or it was not accepted"),
        (Permission, "PERMISSION", "not permitted, or a quota is used up"),
        (WaitTimedOut, "WAIT_TIMED_OUT", "the wait took longer than allowed; the work goes on unless told otherwise"),
        (Temporary, "TEMPORARY", "a temporary fault, after repetitions: rate limit, outage, network"),
        (WrongState, "WRONG_STATE", "it exists already, or is not in the state for this"),
        (Integrity, "INTEGRITY", "what arrived is not what was sent"),
        (Cancelled, "CANCELLED", "the job was cancelled"),
        (OutcomeUnknown, "OUTCOME_UNKNOWN", "the request may have been carried out: look, or repeat it with the same key"),
        (NotSupported, "NOT_SUPPORTED", "this server or system cannot do that"),
        (Internal, "INTERNAL", "a fault of this program"),
        (NotTheJob, "NOT_THE_JOB", "with --exit-code-from-job: anything that is not the job's own end"),
        (Interrupted, "INTERRUPTED", "ended by Ctrl-C (SIGINT)"),
        (BrokenPipe, "BROKEN_PIPE", "nobody reads the output any more (SIGPIPE)"),
        (Terminated, "TERMINATED", "ended by SIGTERM"),
    ];

    public static string WordOf(int code) => All.FirstOrDefault(one => one.Code == code).Word ?? "INTERNAL";
}
