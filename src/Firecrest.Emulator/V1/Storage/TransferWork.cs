using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>
/// The command of an internal transfer as a job. The script of the server ends with an echo, so that the job ends well whatever happened: only the error
/// file tells of a failure.
/// </summary>
/// <param name="name">The name of the job.</param>
/// <param name="text">The command as it is printed.</param>
/// <param name="command">Does it.</param>
internal sealed class TransferWork(string name, string text, Func<CancellationToken, CommandResult> command) : JobWork
{
    public override void Begin(WorkLog log) => log.Print($"{name} started on {log.Time()}: {text}");

    public override int Run(WorkLog log, CancellationToken cancellationToken)
    {
        CommandResult result = command(cancellationToken);
        if (result.ExitCode != 0)
        {
            log.Complain(result.Error.TrimStart('\n'));
            log.Complain($"srun: error: {JobEnvironment.NodeName}: task 0: Exited with exit code {result.ExitCode}");
        }

        log.Print($"{name} finished on {log.Time()}");
        return 0;
    }
}
