namespace Firecrest.Client.V2;

/// <summary>Servers give the paths of output and error of a PBS job for each other, and did not always.</summary>
internal static class PbsOutput
{
    /// <summary>True when nothing in the answer shows that the paths stand where they should: the names that PBS gives, or a script, which only Slurm's jobs have.</summary>
    public static bool MayBeCrossed(JobMetadata job)
        => string.IsNullOrEmpty(job.Script) && job.StandardOutput != job.StandardError && !(Ends(job.StandardOutput, ".o") && Ends(job.StandardError, ".e"));

    /// <summary>PBS adds the kind of the file and the number of the job.</summary>
    private static bool Ends(string? path, string kind)
    {
        var name = path.AsSpan().TrimEnd("0123456789");
        return name.Length < path?.Length && name.EndsWith(kind, StringComparison.Ordinal);
    }
}
