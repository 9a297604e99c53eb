using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Where jobs start and what they write to.</summary>
internal sealed class JobFiles(RemoteFiles files, FirecrestEmulatorOptions options)
{
    /// <summary>A folder for scripts that the API does not reach.</summary>
    public const string SpoolFolder = "/var/spool";

    /// <summary>Where output and errors go on this machine: to one file unless they were separated. Fails when that is no place for a file.</summary>
    public (string Output, string Error) Outputs(Job job)
    {
        string remote = StartFolder(job.Spec.WorkingDirectory).Remote;
        string output = Writable(Expand(job.Spec.StandardOutput, job, remote));
        return (output, job.Spec.StandardError is { } pattern ? Writable(Expand(pattern, job, remote)) : output);
    }

    /// <summary>The remote path of a file of the job.</summary>
    public string Expand(string pattern, Job job, string folder)
    {
        string name = OutputPattern.Expand(pattern, job, options.UserName);
        return name.StartsWith('/') ? name : folder.TrimEnd('/') + "/" + name;
    }

    /// <summary>The folder that a job starts in. A missing one is no error in Slurm: the job runs in the node's temporary folder.</summary>
    public (string Remote, string Local) StartFolder(string workingDirectory)
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

    private string Writable(string remotePath) => remotePath == "/dev/null" ? remotePath : files.PrepareWrite(remotePath);
}
