using System.CommandLine;
using Firecrest.Cli.Commands;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Output;

namespace Firecrest.Cli.Invocation;

/// <summary>Runs one command from its settings to its exit code.</summary>
internal static class Runner
{
    public static async Task<int> Run(ParseResult parsed, GlobalOptions global, CommandForm form, Func<Session, Task> act, CancellationToken cancellationToken)
    {
        using var signals = new Signals();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(signals.Asked, cancellationToken);
        var format = EarlyFormat(parsed, global, form.Asked) ?? form.Default;
        var notes = new Notes(format, IsColored(parsed, global));
        signals.Leaving = () => notes.ShowCursor();
        Session? session = null;
        try
        {
            CheckSecretArgument(parsed, global);
            var settings = new Settings(setting => global.Get(parsed, setting), Environment.GetEnvironmentVariable, ConfigCommands.DoesWithoutFile(parsed.CommandResult.Command));
            format = OutputFormats.Of(settings, form.Asked) ?? form.Default;
            notes = new Notes(format, IsColored(parsed, global));
            var results = new Results(format, IsColored(parsed, global));
            session = new Session(parsed, global, settings, results, notes, either.Token);
            await session.ReadSecret();
            await act(session);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException given) when (signals.ExitCode is not null)
        {
            var words = signals.ExitCode == ExitCode.Interrupted ? "Interrupted." : "Terminated.";
            return Report(new Failure(signals.ExitCode.Value, given is GivenUpException ? $"{words} {given.Message}" : words), session, notes);
        }
        catch (Exception exception) when (BrokenPipeException.IsCauseOf(exception))
        {
            // Silent as other programs are, but for a job whose id was not read.
            return session is { SubmittedJobIds.Count: > 0 } ? Report(new Failure(ExitCode.BrokenPipe, exception.GetBaseException().Message), session, notes) : ExitCode.BrokenPipe;
        }
#pragma warning disable CA1031 // Whatever it is: this is the edge where failures become exit codes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var failure = Failure.From(exception);
            failure = exception is ChangedCodeException ? failure : WaitFlags.Apply(parsed, failure);
            return Report(failure with { Message = failure.Message + session?.AdviceFor(exception) }, session, notes);
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>The command line itself could not be understood.</summary>
    public static int Refuse(ParseResult parsed, GlobalOptions global, IEnumerable<string> faults)
    {
        var format = EarlyFormat(parsed, global, null) ?? OutputFormat.Table;
        var notes = new Notes(format, isColored: false);
        var words = OptionWords.In(string.Join(' ', faults.Distinct()));
        var failure = WaitFlags.Apply(parsed, new Failure(ExitCode.Usage, words));
        notes.Write(failure);
        notes.Write($"Try '{CommandPath(parsed)} --help'.");
        return failure.ExitCode;
    }

    private static int Report(Failure failure, Session? session, Notes notes)
    {
        notes.Write(session is null ? failure : failure with { JobIds = [.. failure.JobIds.Union(session.SubmittedJobIds)] });
        return failure.ExitCode;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names);
    }

    /// <summary>Before the profile is known, and when the command line cannot be read to its end.</summary>
    private static OutputFormat? EarlyFormat(ParseResult parsed, GlobalOptions global, OutputFormat? asked)
        => OutputFormats.Parse(global.Get(parsed, Setting.Output)) ?? asked ?? OutputFormats.Parse(Setting.Output.Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)));

    private static bool IsColored(ParseResult parsed, GlobalOptions global)
        => !parsed.GetValue(global.NoColor) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private static void CheckSecretArgument(ParseResult parsed, GlobalOptions global)
    {
        if (global.Get(parsed, Setting.ClientSecret) is not null && !parsed.GetValue(global.AllowSecretArgument))
        {
            throw new UsageException(
                $"--client-secret shows the secret to everyone on this machine. Set {Setting.ClientSecret.Variables[0]}, or use --client-secret-stdin or --client-secret-file; "
                + "or insist with --allow-secret-argument.");
        }
    }
}
