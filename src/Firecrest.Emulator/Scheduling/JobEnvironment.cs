using System.Globalization;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The variables of a job: those of a login and of Slurm, and nothing of the emulator's own. Paths are local ones.</summary>
internal sealed class JobEnvironment(RemoteFiles files, FirecrestEmulatorOptions options, string bash)
{
    public const string NodeName = "nid001";
    public const string ClusterName = "cluster";

    /// <summary>The variable whose value is different in every job.</summary>
    public const string Marker = "TMPDIR";

    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Dictionary<string, string> Of(Job job, string workingDirectory)
    {
        string folder = Path.GetDirectoryName(bash)!;
        string id = job.RawId.ToString(CultureInfo.InvariantCulture);
        string tasks = job.Spec.Directives['n', "ntasks"] ?? "1";
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = SearchPath.Split(':').Contains(folder) ? SearchPath : folder + ":" + SearchPath,
            ["HOME"] = files.LocalPath("/home/" + options.UserName),
            ["USER"] = options.UserName,
            ["LOGNAME"] = options.UserName,
            ["LANG"] = "C.UTF-8",
            ["SHELL"] = bash,
            [Marker] = TemporaryFolder(job),
            ["SLURM_JOB_ID"] = id,
            ["SLURM_JOBID"] = id,
            ["SLURM_JOB_NAME"] = job.Spec.Name,
            ["SLURM_SUBMIT_DIR"] = workingDirectory,
            ["SLURM_JOB_PARTITION"] = job.Spec.Partition,
            ["SLURM_JOB_ACCOUNT"] = job.Spec.Account,
            ["SLURM_CLUSTER_NAME"] = ClusterName,
            ["SLURM_JOB_USER"] = options.UserName,
            ["SLURM_JOB_NODELIST"] = NodeName,
            ["SLURM_NNODES"] = job.Spec.Directives['N', "nodes"] ?? "1",
            ["SLURM_NTASKS"] = tasks,
            ["SLURM_CPUS_ON_NODE"] = job.Spec.Directives['c', "cpus-per-task"] ?? "1",
            ["SLURMD_NODENAME"] = NodeName,
        };
        if (job.ArrayIndex is { } index)
        {
            variables["SLURM_ARRAY_JOB_ID"] = job.Id.ToString(CultureInfo.InvariantCulture);
            variables["SLURM_ARRAY_TASK_ID"] = index.ToString(CultureInfo.InvariantCulture);
            variables["SLURM_ARRAY_TASK_COUNT"] = job.Spec.Array!.Indices.Count.ToString(CultureInfo.InvariantCulture);
            variables["SLURM_ARRAY_TASK_MIN"] = job.Spec.Array.Indices[0].ToString(CultureInfo.InvariantCulture);
            variables["SLURM_ARRAY_TASK_MAX"] = job.Spec.Array.Indices[^1].ToString(CultureInfo.InvariantCulture);
        }

        foreach ((string name, string value) in job.Spec.Variables)
        {
            // The marker finds the processes of the job at its end.
            if (name != Marker)
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    /// <summary>The folder for temporary files of one job.</summary>
    public string TemporaryFolder(Job job)
        => files.LocalPath(string.Create(CultureInfo.InvariantCulture, $"{RemoteFiles.TemporaryFolder}/job{job.RawId}"));
}
