using System.CommandLine;
using System.Text;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>What a job prints.</summary>
internal static class JobLogsCommand
{
    public static Option<string?> Settle() => Option<string?>("--settle", "How long the files must stay the same after the end of the job (default 5s).");

    public static FollowOptions FollowOptionsOf(Session session, Option<string?> settle)
        => session.Time(settle) is { } drain ? new() { DrainTime = drain } : new();

    public static Command Create(CommandFactory factory)
    {
        var id = JobCommands.IdArgument();
        var follow = Option<bool>("--follow", "Goes on until the job is over.", "-f");
        var error = Option<bool>("--stderr", "The standard error, where it is a file of its own.");
        var lines = Option<int?>("--lines", "Only the last lines.", "-n");
        var (raw, settle) = (FileReadCommands.Raw(), Settle());
        return factory.Create("logs", "Prints what a job has written.", [id, follow, error, lines, raw, settle], async session =>
        {
            var job = session.Client.GetJobHandle(session.SystemName, session.Get(id));
            if (session.Get(follow))
            {
                if (session.Get(error) || session.Get(lines) is not null)
                {
                    throw new UsageException("--follow shows both outputs from their beginnings: leave out --stderr and --lines.");
                }

                await Follow(session, job, FollowOptionsOf(session, settle), session.Get(raw));
            }
            else
            {
                var text = await Read(session, job, session.Get(error), session.Get(lines));
                FileReadCommands.Print(session, [new ContentDocument(text, null, job.JobId)], session.Get(raw));
            }
        });
    }

    private static async Task<string> Read(Session session, JobHandle job, bool error, int? lines)
    {
        if (lines is { } count)
        {
            var paths = await job.GetOutputPathsAsync(session.CancellationToken);
            return await session.Client.TailAsync(session.SystemName, error ? paths.StandardError : paths.StandardOutput, ReadWindow.Lines(count), session.CancellationToken);
        }

        return error ? await job.GetErrorAsync(session.CancellationToken) : await job.GetOutputAsync(session.CancellationToken);
    }

    private static async Task Follow(Session session, JobHandle job, FollowOptions options, bool raw)
    {
        var (whole, errors) = (new StringBuilder(), new StringBuilder());
        await foreach (var chunk in job.FollowOutputAsync(options, session.CancellationToken))
        {
            if (session.Results.Format == OutputFormat.Ndjson)
            {
                session.Results.Write(Kinds.Content, chunk.IsError ? new ContentDocument("", null, job.JobId) { StandardError = chunk.Text } : new ContentDocument(chunk.Text, null, job.JobId));
            }
            else if (session.Results.Format == OutputFormat.Table)
            {
                ShowChunk(session, chunk, raw);
            }
            else
            {
                (chunk.IsError ? errors : whole).Append(chunk.Text);
            }
        }

        if (session.Results.Format is OutputFormat.Json or OutputFormat.Id)
        {
            session.Results.Write(Kinds.Content, new ContentDocument(whole.ToString(), null, job.JobId) { StandardError = errors.Length > 0 ? errors.ToString() : null });
        }
    }

    private static void ShowChunk(Session session, OutputChunk chunk, bool raw)
    {
        if (chunk.IsError)
        {
            session.Notes.WriteText(chunk.Text);
        }
        else
        {
            session.Results.WriteText(chunk.Text, raw);
        }
    }
}
