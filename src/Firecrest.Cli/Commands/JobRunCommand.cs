using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Submits a job, shows what it prints, waits for its end, and ends as it did.</summary>
internal sealed class JobRunCommand
{
    /// <summary>What a runner that ends us may grant: enough for a request and a repetition.</summary>
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(10);

    private readonly SubmitFlags _submit = new();
    private readonly WaitFlags _wait = new();
    private readonly Option<bool> _detach = Option<bool>("--detach-on-signal", "Ctrl-C and SIGTERM leave the job alone; otherwise they cancel it.");
    private readonly Option<bool> _cancel = new("--cancel-on-signal") { Description = "Ctrl-C and SIGTERM cancel the job, which is so anyway.", Hidden = true };
    private readonly Option<string?> _logs = Option<string?>("--logs", "What of the job's output is shown: follow, end or none (default: follow with tables, none with the other forms, where it goes to standard error).");
    private readonly Option<string?> _summary = Option<string?>("--summary-json", "A file for the job as JSON at the end.");
    private readonly Option<string?> _settle = JobLogsCommand.Settle();

    public static Command Create(CommandFactory factory)
    {
        var run = new JobRunCommand();
        run._logs.AcceptOnlyFromAmong("follow", "end", "none");
        return factory.Create(
            "run",
            "Submits a job, shows what it prints, waits, and ends as it did: 0, 1, or 10 for cancelled. The first Ctrl-C or SIGTERM cancels the job, the second leaves at once.",
            [.. run._submit.All, .. run._wait.All, run._detach, run._cancel, run._logs, run._summary, run._settle],
            session => run._wait.Apply(session, () => run.Run(session)));
    }

    private async Task Run(Session session)
    {
        // Before the job is there: a wrong option must not leave one behind.
        var options = _wait.Read(session, job => Tell(session, job));
        var follow = JobLogsCommand.FollowOptionsOf(session, _settle);
        using var summary = session.Get(_summary) is { } file ? new SummaryFile(file) : null;
        var job = await _submit.Submit(session);
        try
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            var ended = await WaitAndShow(session, job, options, follow);
            Finish(session, ended, summary);
        }
        catch (OperationCanceledException given) when (session.CancellationToken.IsCancellationRequested)
        {
            throw new GivenUpException(await Leave(session, job), given);
        }
    }

    private async Task<JobInfo> WaitAndShow(Session session, JobHandle job, WaitOptions options, FollowOptions follow)
    {
        var logs = session.Get(_logs) ?? (session.Results.Format == OutputFormat.Table ? "follow" : "none");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.CancellationToken);
        var following = logs == "follow" ? Follow(session, job, follow, stop.Token) : Task.CompletedTask;
        try
        {
            var ended = await job.WaitForCompletionAsync(options, session.CancellationToken);
            await ShowRest(session, logs == "end" ? ShowOutput(session, job) : following);
            return ended;
        }
        finally
        {
            await stop.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The job is over: a signal ends no more than the showing.</summary>
    private static async Task ShowRest(Session session, Task showing)
    {
        try
        {
            await showing;
        }
        catch (OperationCanceledException) when (session.CancellationToken.IsCancellationRequested)
        {
            session.Notes.Write("The job is over; the rest of its output is not shown.");
        }
    }

    /// <summary>That the output cannot be shown does not decide how the job ended.</summary>
    private static async Task Follow(Session session, JobHandle job, FollowOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in job.FollowOutputAsync(options, cancellationToken))
            {
                Show(session, chunk.Text, chunk.IsError);
            }
        }
        catch (FirecrestException failure)
        {
            session.Notes.Write($"The output of job {job} cannot be shown: {failure.Message}");
        }
        catch (BrokenPipeException)
        {
            // Nobody reads it any more; the job goes on and decides how this ends.
        }
    }

    private static async Task ShowOutput(Session session, JobHandle job)
    {
        try
        {
            var paths = await job.GetOutputPathsAsync(session.CancellationToken);
            Show(session, await job.GetOutputAsync(session.CancellationToken), isError: false);
            if (paths.StandardError != paths.StandardOutput)
            {
                Show(session, await job.GetErrorAsync(session.CancellationToken), isError: true);
            }
        }
        catch (FirecrestException failure)
        {
            session.Notes.Write($"The output of job {job} cannot be shown: {failure.Message}");
        }
    }

    /// <summary>Where the result is a document, what the job prints is a remark.</summary>
    private static void Show(Session session, string text, bool isError)
    {
        if (session.Results.Format == OutputFormat.Table && !isError)
        {
            session.Results.WriteText(text);
        }
        else
        {
            session.Notes.WriteText(text);
        }
    }

    private static void Tell(Session session, JobInfo job)
    {
        if (session.Results.Format == OutputFormat.Ndjson && !job.State.IsTerminal)
        {
            try
            {
                session.Results.Write(Kinds.Job, JobDocument.From(job, session.SystemName));
            }
            catch (BrokenPipeException)
            {
                // Nobody reads it any more, which the end will tell; the job is not left alone for that.
            }
        }

        session.Notes.Write(job.StateReason is { Length: > 0 } reason and not "None" ? $"Job {job.JobId} {job.State} ({reason})" : $"Job {job.JobId} {job.State}");
    }

    private static void Finish(Session session, JobInfo ended, SummaryFile? summary)
    {
        var document = JobDocument.From(ended, session.SystemName);
        try
        {
            session.Results.WriteDone(Kinds.Job, document);
        }
        finally
        {
            // Also when nobody reads the result any more.
            summary?.Complete(JsonText.Of(document, DocumentJson.Default.JobDocument));
        }

        JobOutcome.Demand([ended]);
    }

    /// <summary>What became of the job, in words.</summary>
    private async Task<string> Leave(Session session, JobHandle job)
    {
        if (session.Get(_detach))
        {
            return $"Job {job} goes on.";
        }

        using var limit = new CancellationTokenSource(CancelLimit);
        try
        {
            await job.CancelAsync(limit.Token);
            return $"Cancelled job {job}.";
        }
        catch (Exception failure) when (failure is FirecrestException or OperationCanceledException)
        {
            return $"Job {job} could not be cancelled and may go on: {failure.Message}";
        }
    }
}
