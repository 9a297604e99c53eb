using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The files of jobs: scripts in a spool that the API does not reach, and where output goes.</summary>
internal sealed class JobFiles(RemoteFiles files, JobEnvironment environment, FirecrestEmulatorOptions options)
{
    public const string SpoolFolder = "/var/spool";

    /// <summary>Writes the script and makes the output files; fails when a job could not start there either.</summary>
    public ProcessPlan Prepare(Job job)
    {
        string spool = files.LocalPath(SpoolFolder + "/" + job.DisplayId);
        Directory.CreateDirectory(spool);
        Directory.CreateDirectory(environment.TemporaryFolder(job));
        string script = Path.Combine(spool, "slurm_script");
        File.WriteAllText(script, job.Spec.Script);
        (string remote, string local) = StartFolder(job.Spec.WorkingDirectory);
        string output = Create(Expand(job.Spec.StandardOutput, job, remote));
        string? error = job.Spec.StandardError is { } pattern ? Create(Expand(pattern, job, remote)) : null;
        string input = job.Spec.StandardInput is { } given ? files.Find(Expand(given, job, remote)).LocalPath : "/dev/null";
        return new ProcessPlan(local, input, output, error == output ? null : error, [.. Interpreter(job.Spec.Script), script], environment.Of(job, local));
    }

    /// <summary>Where an attached command runs, with its errors in a file of the spool.</summary>
    public ProcessPlan PrepareAttached(Job job, string stepId, string bash, string command)
    {
        (_, string local) = StartFolder(job.Spec.WorkingDirectory);
        string error = Path.Combine(files.LocalPath(SpoolFolder + "/" + job.DisplayId), stepId + ".err");
        return new ProcessPlan(local, "/dev/null", "/dev/null", error, [bash, "-c", command], environment.Of(job, local)) { IsWholeJob = false };
    }

    /// <summary>The remote path of a file of the job.</summary>
    public string Expand(string pattern, Job job, string folder)
    {
        string name = OutputPattern.Expand(pattern, job, options.UserName);
        return name.StartsWith('/') ? name : folder.TrimEnd('/') + "/" + name;
    }

    public void Clean(Job job)
    {
        try
        {
            Directory.Delete(environment.TemporaryFolder(job), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left over; goes with the root folder.
        }
    }

    // A missing working directory is no error in Slurm: the job runs in the node's temporary folder.
    private (string Remote, string Local) StartFolder(string workingDirectory)
    {
        try
        {
            RemoteEntry entry = files.Find(workingDirectory);
            if (entry.IsDirectory && entry.Permissions.HasFlag(UnixFileMode.UserExecute))
            {
                return (entry.RealPath, entry.LocalPath);
            }
        }
        catch (RemoteFileException)
        {
            // Falls back like any other folder that cannot be entered.
        }

        return (RemoteFiles.TemporaryFolder, files.LocalPath(RemoteFiles.TemporaryFolder));
    }

    private string Create(string remotePath)
    {
        if (remotePath == "/dev/null")
        {
            return remotePath;
        }

        string local = files.PrepareWrite(remotePath);
        File.WriteAllBytes(local, []);
        return local;
    }

    // The program and, as the kernel does it, everything after it as one argument.
    private static string[] Interpreter(string script)
        => script.Split('\n')[0][2..].Trim().Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
