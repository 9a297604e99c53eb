using Firecrest.Client;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Status;

namespace Firecrest.Emulator.Compute;

/// <summary>What sbatch does with a request before the scheduler has the job: finds the script, reads its directives, refuses what does not fit.</summary>
internal sealed class Submission(RemoteFiles files, ReservationBoard reservations, FirecrestEmulatorOptions options)
{
    // The name of a job whose script comes from standard input.
    private const string DefaultName = "sbatch";

    private readonly SlurmRefusals _refusals = new(options);

    public JobSpec Spec(SubmitRequest request)
    {
        if (request.Script is null && request.ScriptPath is not null && options.Connection == EmulatedConnection.Rest)
        {
            throw SlurmRestError.NotImplemented();
        }

        // A script in a file is submitted by a command also where everything else goes over REST.
        bool readsDirectives = options.Connection == EmulatedConnection.Ssh || request.Script is null;
        string script = request.Script ?? ReadScript(request.ScriptPath ?? throw _refusals.NoScript());
        if (!script.StartsWith("#!", StringComparison.Ordinal))
        {
            throw SlurmError.NoShebang();
        }

        if (script.Contains("\r\n", StringComparison.Ordinal))
        {
            throw SlurmError.DosLineEnds();
        }

        // The REST API does not read the comments of a script.
        var directives = SbatchDirectives.Parse(readsDirectives ? script : "");
        Check(request, directives);
        ArrayRange? array = Array(directives['a', "array"]);
        return new JobSpec
        {
            Name = request.Name ?? directives['J', "job-name"] ?? (request.Script is null ? Path.GetFileName(request.ScriptPath!) : DefaultName),
            Account = Account(request.Account ?? directives['A', "account"]),
            Partition = Partition(request.Partition ?? directives['p', "partition"]),
            WorkingDirectory = request.WorkingDirectory,
            Script = script,
            ScriptPath = request.ScriptPath,
            Directives = directives,
            StandardOutput = request.StandardOutput ?? directives['o', "output"] ?? (array is null ? "slurm-%j.out" : "slurm-%A_%a.out"),
            StandardError = request.StandardError ?? directives['e', "error"],
            StandardInput = request.StandardInput ?? directives['i', "input"],
            Variables = request.Variables,
            TimeLimit = TimeLimit(directives['t', "time"]),
            Array = array,
            Held = directives['H', "hold"] is not null,
        };
    }

    private string ReadScript(string path)
    {
        try
        {
            string remote = path.StartsWith('/') ? path : $"/home/{options.UserName}/{path}";
            using var reader = new StreamReader(files.OpenRead(remote));
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            throw SlurmError.NoScriptFile(path);
        }
    }

    private string Account(string? asked)
    {
        string account = asked ?? options.Accounts[0];
        return !options.Accounts.Contains(account) ? throw _refusals.Account()
            : options.ExhaustedAccounts.Contains(account) ? throw _refusals.AccountExhausted()
            : account;
    }

    private string Partition(string? asked)
        => asked is null ? Cluster.Partitions[0] : Cluster.AllPartitions.Contains(asked) ? asked : throw _refusals.Partition(asked);

    private static ArrayRange? Array(string? asked)
        => asked is null ? null : ArrayRange.TryParse(asked) ?? throw SlurmError.Submission("Invalid job array specification");

    private TimeSpan? TimeLimit(string? asked)
        => asked is null ? options.DefaultTimeLimit : SlurmTime.TryParse(asked, out TimeSpan? limit) ? limit : throw SlurmError.InvalidTime();

    private void Check(SubmitRequest request, SbatchDirectives directives)
    {
        if ((request.Reservation ?? directives.Find("reservation")) is { Length: > 0 } reservation && !reservations.IsActive(reservation))
        {
            throw _refusals.Reservation();
        }

        if ((request.Constraints ?? directives['C', "constraint"]) is { Length: > 0 } constraint
            && constraint.Split(['&', '|', ',', '[', ']', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
                .Any(feature => !Cluster.Features.Contains(feature.Split('*')[0])))
        {
            throw _refusals.Feature();
        }
    }
}
