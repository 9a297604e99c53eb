using System.Globalization;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The answers to Slurm commands that complain.</summary>
internal static class SlurmError
{
    public static ApiError Response(int exitStatus, string error)
        => new(500, string.Create(CultureInfo.InvariantCulture, $"Unexpected Slurm command response. exit_status:{exitStatus} std_err:{error}\n"))
        {
            CommandError = error,
        };

    public static ApiError Submission(string reason) => Response(1, "sbatch: error: Batch job submission failed: " + reason);

    public static ApiError Query(params string[] causedBy)
        => new(500, "Error executing Slurm command.") { CausedBy = causedBy.Length == 0 ? null : causedBy };

    public static ApiError Timeout() => new(408, "Command execution timeout limit exceeded.");

    public static ApiError NoShebang() => Response(
        1,
        "sbatch: error: This does not look like a batch script.  The first\n"
            + "sbatch: error: line must start with #! followed by the path to an interpreter.\n"
            + "sbatch: error: For instance: #!/bin/sh");

    public static ApiError DosLineEnds() => Response(
        1, "sbatch: error: Batch script contains DOS line breaks (\\r\\n)\nsbatch: error: instead of expected UNIX line breaks (\\n).");

    public static ApiError NoScriptFile(string path) => Response(1, "sbatch: error: Unable to open file " + path);

    public static ApiError InvalidPartition(string partition)
        => Response(
            1,
            $"sbatch: error: invalid partition specified: {partition}\n"
                + "sbatch: error: Batch job submission failed: Invalid partition name specified");

    public static ApiError InvalidTime() => Response(1, "sbatch: error: Invalid --time specification");

    public static ApiError AccountExhausted()
    {
        const string error = "sbatch: error: AssocMaxSubmitJobLimit\n"
            + "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)";
        return new(403, "Job submission rejected: accounting/QOS policy limit exceeded. " + error) { CommandError = error };
    }

    public static ApiError CannotAttach(string id, string reason)
        => Response(1, $"srun: error: {reason}\nsrun: Check SLURM_JOB_ID environment variable. Expired or invalid job {id}");
}
