using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.V1.Compute;
using Firecrest.Emulator.V1.Tasks;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>The operations under <c>storage/xfer-internal</c>: each submits a job, and makes the task of a submission.</summary>
internal sealed class InternalTransfers(StorageAccess access, TransferCommands commands, TaskBoard tasks, V1Submission submission)
{
    private const string DefaultTime = "02:00:00";

    public IEnumerable<V1Route> Routes()
        => ((string[])["cp", "mv", "rm", "rsync", "compress", "extract"])
            .Select(operation => new V1Route("POST", "/storage/xfer-internal/" + operation, exchange => Transfer(exchange, operation)));

    private async Task<V1Answer> Transfer(V1Exchange exchange, string operation)
    {
        await access.Begin(exchange, HealthBoard.Scheduler).ConfigureAwait(false);
        string failed = $"Error on {operation} operation";
        string target = StorageAccess.Text(exchange, "targetPath", failed);
        string source = operation == "rm" ? "" : StorageAccess.Text(exchange, "sourcePath", failed);
        (string text, Func<CancellationToken, CommandResult> run) = commands.Of(exchange, operation, source, target);
        string name = Optional(exchange, "jobName", failed) ?? operation + "-job";
        string time = exchange.Form["time"] is { Length: > 0 } asked ? asked : DefaultTime;
        if (!SlurmTime.TryParse(time, out _))
        {
            return V1Answer.Refused(400, null, "Not supported time format");
        }

        string? after = Optional(exchange, "stageOutJobId", failed);
        string? account = Optional(exchange, "account", failed);
        if (Refusal(exchange.State, operation, account is not null) is { } refused)
        {
            return refused;
        }

        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        string path = submission.Write(task.Id, "sbatch-job.sh", Encoding.UTF8.GetBytes(Script(name, time, after, account, text)));
        (int status, JsonNode data) = submission.Submit(path, account, new Dictionary<string, string>(), spec => spec with
        {
            Work = new TransferWork(name, text, run),
            After = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null,
        });
        tasks.Finish(task, status, data);
        return task.Created(201, namesAddress: false);
    }

    // Without an account the service asks for the group of the user first, which fails in its own way.
    private static V1Answer? Refusal(MachineState state, string operation, bool hasAccount)
    {
        string description = $"Failed to submit {operation} job";
        string? error = hasAccount ? null : $"{operation} job";
        return state switch
        {
            MachineState.Ready => null,
            MachineState.Unreachable => V1Answer.Refused(400, description, error, "X-Machine-Not-Available", "Machine is not available"),
            MachineState.Forbidden => V1Answer.Refused(404, description, error, "X-Permission-Denied", FileProbe.Denied),
            _ when hasAccount => HtmlPages.InternalError,
            MachineState.Refusing => V1Answer.Refused(400, description, error, "X-Error", "Connection refused"),
            _ => V1Answer.Refused(400, description, error, "X-Error", "Authentication failed."),
        };
    }

    private static string? Optional(V1Exchange exchange, string name, string failed)
        => string.IsNullOrEmpty(exchange.Form[name]) ? null : StorageAccess.Text(exchange, name, failed);

    private static string Script(string name, string time, string? after, string? account, string command)
    {
        var script = new StringBuilder("#!/bin/bash\n");
        script.Append(CultureInfo.InvariantCulture, $"#SBATCH --job-name='{name}'\n#SBATCH --time={time}\n");
        script.Append("#SBATCH --error=job-%j.err\n#SBATCH --output=job-%j.out\n#SBATCH --partition=xfer\n");
        if (after is not null)
        {
            script.Append(CultureInfo.InvariantCulture, $"#SBATCH --dependency=afterok:{after}\n");
        }

        if (account is not null)
        {
            script.Append(CultureInfo.InvariantCulture, $"#SBATCH --account='{account}'\n");
        }

        return script.Append("\necho -e \"$SLURM_JOB_NAME started on $(date)\"\nsrun -n $SLURM_NTASKS ").Append(command)
            .Append("\necho -e \"$SLURM_JOB_NAME finished on $(date)\"\n").ToString();
    }
}
