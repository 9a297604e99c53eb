using System.CommandLine;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The options of commands that wait for jobs.</summary>
internal sealed class WaitFlags
{
    private const string ExitCodeFromJobName = "--exit-code-from-job";

    private readonly Option<string?> _timeout = Option<string?>("--timeout", "How long to wait at most (default: until the job is over); then the exit code is 6.");
    private readonly Option<string?> _poll = Option<string?>("--poll", "The time between two looks (default: half a second, growing to a minute).");
    private readonly Option<string> _onTimeout = Option<string>("--on-timeout", "What happens to the job then: leave (default) or cancel.");
    private readonly Option<int?> _timeoutExitCode = Option<int?>("--timeout-exit-code", "The exit code instead of 6.");
    private readonly Option<bool> _exitCodeFromJob = Option<bool>(ExitCodeFromJobName, "Ends with the job's exit code, 128 and the signal for a job that a signal ended; with 125 for everything else that goes wrong.");

    public WaitFlags()
    {
        _onTimeout.AcceptOnlyFromAmong("leave", "cancel");
    }

    public IEnumerable<Option> All => [_timeout, _poll, _onTimeout, _timeoutExitCode, _exitCodeFromJob];

    public static PollSchedule ScheduleOf(TimeSpan? poll) => poll is { } interval ? PollSchedule.Every(interval) : new();

    public WaitOptions Read(Session session, Action<JobInfo>? stateChanged = null)
    {
        var options = new WaitOptions
        {
            TimeLimit = session.Time(_timeout),
            Schedule = ScheduleOf(session.Time(_poll)),
            CancelJobAtTimeLimit = session.Get(_onTimeout) == "cancel",
            StateChanged = stateChanged,
        };
        return session.RetryFor is { } tolerance ? options with { OutageTolerance = tolerance } : options;
    }

    /// <summary>Gives a failure that comes before or beside the command's own work the exit code that was asked for.</summary>
    public static Failure Apply(ParseResult parsed, Failure failure)
        => parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == ExitCodeFromJobName) is Option<bool> option
            && parsed.GetResult(option) is { Implicit: false } given && !given.Errors.Any() && parsed.GetValue(option)
            ? failure with { ExitCode = ExitCode.NotTheJob }
            : failure;

    /// <summary>Gives a failure the exit code that was asked for.</summary>
    public async Task Apply(Session session, Func<Task> act)
    {
        try
        {
            if (session.Get(_timeoutExitCode) is (< 0 or > 255) and var code)
            {
                throw new UsageException($"--timeout-exit-code is {code}; it has to be 0 to 255.");
            }

            await act();
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !BrokenPipeException.IsCauseOf(failure) && ChangedCode(session, failure) is { } changed)
        {
            throw new ChangedCodeException(failure, changed);
        }
    }

    private int? ChangedCode(Session session, Exception failure)
        => session.Get(_timeoutExitCode) is { } code && Failure.From(failure).ExitCode == ExitCode.WaitTimedOut ? code
            : !session.Get(_exitCodeFromJob) ? null
            : failure is OutcomeException { JobExitCode: { } jobsOwn } ? jobsOwn
            : ExitCode.NotTheJob;
}
