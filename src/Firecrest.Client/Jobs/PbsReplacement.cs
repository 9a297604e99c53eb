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
            var missing = Words(asked).Where(word => !IsSaid(job, word)).ToList();
            if (missing.Count > 0)
            {
                var lost = missing.Where(word => PropertyFor(word) is null).ToList();
                throw new ArgumentException(
                    $"The script asks PBS for '{asked}', and the description would put 'select={selection}' in its place. "
                    + (lost.Count > 0 ? $"No property stands for {string.Join(", ", lost)}: leave" : $"Set {string.Join(", ", missing.Select(PropertyFor).Distinct())} as well, or leave")
                    + $" the whole size to the script, or write it into {nameof(JobDescription.ExtraDirectives)}.");
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

    /// <summary>Whether the description says a number of its own for a word.</summary>
    private static bool IsSaid(JobDescription job, string word) => word is "1" or "ncpus=1" or "mpiprocs=1" or "ppn=1" || PropertyFor(word) switch
    {
        nameof(job.Nodes) => job.Nodes is not null || job.Tasks is not null,
        nameof(job.CpusPerTask) => job.CpusPerTask is not null,
        nameof(job.TasksPerNode) => job.TasksPerNode is not null || job.Tasks is not null,
        nameof(job.MemoryMiB) => job.MemoryMiB is not null || job.MemoryPerCpuMiB is not null,
        nameof(job.GpusPerNode) => job.GpusPerNode is not null || job.Gpus is not null,
        _ => false,
    };

    /// <summary>The property for a word; null when there is none.</summary>
    private static string? PropertyFor(string word) => word.Split('=')[0] switch
    {
        "ncpus" => nameof(JobDescription.CpusPerTask),
        "mpiprocs" or "ppn" => nameof(JobDescription.TasksPerNode),
        "mem" => nameof(JobDescription.MemoryMiB),
        "ngpus" or "gpus" => nameof(JobDescription.GpusPerNode),
        var number when number.All(char.IsAsciiDigit) => nameof(JobDescription.Nodes),
        _ => null,
    };

    private static string KindOfPlace(string word) => Sharing.Contains(word) ? "sharing" : word.StartsWith("group=", StringComparison.Ordinal) ? "group" : "arrangement";
}
