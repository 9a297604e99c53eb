using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Prepares the processes of jobs: their scripts, in a spool that the API does not reach, their files and variables.</summary>
internal sealed class ProcessPlans(RemoteFiles files, JobFiles jobFiles, JobEnvironment environment)
{
    /// <summary>Writes the script and makes the output files; fails when a job could not start there either.</summary>
    public ProcessPlan Prepare(Job job)
    {
        Directory.CreateDirectory(Spool(job));
        Directory.CreateDirectory(environment.TemporaryFolder(job));
        string script = Path.Combine(Spool(job), "slurm_script");
        File.WriteAllText(script, job.Spec.Script);
        (string remote, string local) = jobFiles.StartFolder(job.Spec.WorkingDirectory);
        (string output, string error) = jobFiles.Outputs(job);
        foreach (string path in (string[])[output, error])
        {
            if (path != "/dev/null")
            {
                File.WriteAllBytes(path, []);
            }
        }

        string input = job.Spec.StandardInput is { } given ? files.Find(jobFiles.Expand(given, job, remote)).LocalPath : "/dev/null";
        return new ProcessPlan(local, input, output, error == output ? null : error, [.. Interpreter(job.Spec.Script), script], environment.Of(job, local));
    }

    /// <summary>Opens the log files of a job of the server itself.</summary>
    public WorkLog PrepareWork(Job job, TimeProvider clock)
    {
        // Commands may be attached to it as to any job.
        Directory.CreateDirectory(Spool(job));
        Directory.CreateDirectory(environment.TemporaryFolder(job));
        return new WorkLog(jobFiles.Outputs(job), job, clock);
    }

    /// <summary>Where an attached command runs, with its errors in a file of the spool.</summary>
    public ProcessPlan PrepareAttached(Job job, string stepId, string bash, string command)
    {
        (_, string local) = jobFiles.StartFolder(job.Spec.WorkingDirectory);
        string error = Path.Combine(Spool(job), stepId + ".err");
        return new ProcessPlan(local, "/dev/null", "/dev/null", error, [bash, "-c", command], environment.Of(job, local)) { IsWholeJob = false };
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

    private string Spool(Job job) => files.LocalPath(JobFiles.SpoolFolder + "/" + job.DisplayId);

    // The program and, as the kernel does it, everything after it as one argument.
    private static string[] Interpreter(string script)
        => script.Split('\n')[0][2..].Trim().Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
