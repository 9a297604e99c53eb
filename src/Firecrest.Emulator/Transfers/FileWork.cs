using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Transfers;

/// <summary>A cp, mv, rm or tar as a job. The script of the server exits with the status of its last message, so the job always ends well.</summary>
/// <param name="title">What the job calls itself.</param>
/// <param name="verb">What it does, for its messages.</param>
/// <param name="participle">What was done, for its messages.</param>
/// <param name="command">Does it.</param>
internal sealed class FileWork(string title, string verb, string participle, Func<CancellationToken, CommandResult> command) : JobWork
{
    /// <summary>Whether the names of the files are told after a success.</summary>
    public bool ListsFiles { get; init; }

    public override void Begin(WorkLog log) => log.Say($"{title} Files Job (id:{log.JobId})");

    public override int Run(WorkLog log, CancellationToken cancellationToken)
    {
        CommandResult result = command(cancellationToken);
        if (result.Error.Length > 0)
        {
            log.Complain(result.Error);
        }

        string output = result.Output.TrimEnd('\n');
        if (result.ExitCode != 0)
        {
            log.Report($"Unable to {verb} files exit code:0 error: {output}");
        }
        else
        {
            log.Say($"Files were successfully {participle}.");
            if (ListsFiles)
            {
                log.Print($"Files compressed:\n{output}");
            }
        }

        return 0;
    }
}
