namespace Firecrest.Client.Jobs;

/// <summary>PBS takes a size as one text, so that a description which sets a part of it would drop the rest of the script's.</summary>
internal static class PbsReplacement
{
    private static readonly string[] Sharing = ["excl", "shared", "exclhost"];

    /// <param name="job">The description.</param>
    /// <param name="script">What the script asks for: <c>select=4:ncpus=32</c>, <c>nodes=2:ppn=8</c>, <c>mem=8gb</c>.</param>
    public static void CheckSelection(JobDescription job, IEnumerable<string> script)
    {
        if (PbsSelection.Of(job) is not { } selection)
        {
            return;
        }

        foreach (var asked in script)
        {
            var missing = Words(asked).Select(word => Missing(job, word)).OfType<string>().Distinct().ToList();
            if (missing.Count > 0)
            {
                throw new ArgumentException(
                    $"The script asks PBS for '{asked}', and the description would put 'select={selection}' in its place. Set {string.Join(", ", missing)} as well, or leave the whole size to the script or to {nameof(JobDescription.ExtraDirectives)}.");
            }
        }
    }

    /// <param name="job">The description.</param>
    /// <param name="script">What the script asks for: <c>place=scatter:excl</c>.</param>
    public static void CheckPlace(JobDescription job, IEnumerable<string> script)
    {
        if (PbsSelection.PlaceOf(job) is not { } place)
        {
            return;
        }

        var mine = place.Split(':');
        foreach (var asked in script)
        {
            var missing = Words(asked).Where(word => !mine.Any(own => KindOfPlace(own) == KindOfPlace(word))).ToList();
            if (missing.Count > 0)
            {
                var property = job.Exclusive ? nameof(job.Exclusive) : nameof(job.Nodes);
                throw new ArgumentException(
                    $"The script asks PBS for '{asked}', and the description's {property} would put 'place={place}' in its place, without '{string.Join(':', missing)}'. "
                    + $"Leave {property} out and write 'place={string.Join(':', [.. missing, .. mine])}' into the script.");
            }
        }
    }

    /// <summary>The words behind the name of a request, or the request itself where it is one: <c>4</c>, <c>ncpus=32</c>.</summary>
    private static string[] Words(string asked)
        => asked.Split('=', 2) is ["select" or "nodes" or "place", var words] ? words.Split(':', '+') : [asked];

    /// <summary>The properties of which one has to be set for a word to be said again; null when it is.</summary>
    private static string? Missing(JobDescription job, string word) => word.Split('=')[0] switch
    {
        _ when word is "1" or "ncpus=1" or "mpiprocs=1" or "ppn=1" => null,
        "ncpus" => job.CpusPerTask is null ? nameof(job.CpusPerTask) : null,
        "mpiprocs" or "ppn" => job.Tasks is null && job.TasksPerNode is null ? nameof(job.TasksPerNode) : null,
        "mem" => job.MemoryMiB is null && job.MemoryPerCpuMiB is null ? nameof(job.MemoryMiB) : null,
        "ngpus" or "gpus" => job.Gpus is null && job.GpusPerNode is null ? nameof(job.GpusPerNode) : null,
        var number when number.All(char.IsAsciiDigit) => job.Nodes is null && job.Tasks is null ? nameof(job.Nodes) : null,
        _ => $"'{word}' (for which no property stands)",
    };

    private static string KindOfPlace(string word) => Sharing.Contains(word) ? "sharing" : word.StartsWith("group=", StringComparison.Ordinal) ? "group" : "arrangement";
}
