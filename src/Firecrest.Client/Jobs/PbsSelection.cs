using System.Globalization;

namespace Firecrest.Client.Jobs;

/// <summary>Nodes, tasks, memory and GPUs as PBS wants them: a number of equal chunks.</summary>
internal static class PbsSelection
{
    /// <summary>Null when nothing of it is set.</summary>
    public static string? Of(JobDescription job)
    {
        if (job is { Nodes: null, Tasks: null, TasksPerNode: null, CpusPerTask: null, MemoryMiB: null, MemoryPerCpuMiB: null, Gpus: null, GpusPerNode: null })
        {
            return null;
        }

        Check(job);
        var (chunks, tasks) = Chunks(job);
        var cpus = tasks * (long)(job.CpusPerTask ?? 1);
        var memory = job.MemoryMiB is { } perNode ? PerNode(nameof(job.MemoryMiB), perNode, job, chunks) : job.MemoryPerCpuMiB * cpus;
        var gpus = job.GpusPerNode is { } each ? PerNode(nameof(job.GpusPerNode), each, job, chunks) : job.Gpus is { } all ? Divide(nameof(job.Gpus), all, chunks) : null;
        return string.Create(CultureInfo.InvariantCulture, $"{chunks}:ncpus={cpus}:mpiprocs={tasks}")
            + (memory is null ? "" : string.Create(CultureInfo.InvariantCulture, $":mem={memory}mb"))
            + (gpus is null ? "" : string.Create(CultureInfo.InvariantCulture, $":ngpus={gpus}"));
    }

    /// <summary>Chunks that stand for nodes go to different ones; PBS would put them onto one where they fit.</summary>
    public static string? PlaceOf(JobDescription job)
    {
        var scatter = IsByNode(job) && Chunks(job).Chunks > 1;
        return (scatter, job.Exclusive) switch
        {
            (true, true) => "scatter:excl",
            (true, false) => "scatter",
            (false, true) => "excl",
            _ => null,
        };
    }

    private static bool IsByNode(JobDescription job) => job.Nodes is not null || job.TasksPerNode is not null;

    /// <summary>A chunk is a node where nodes are spoken of, and else a task.</summary>
    private static (int Chunks, int TasksInEach) Chunks(JobDescription job)
    {
        if (!IsByNode(job))
        {
            return (job.Tasks ?? 1, 1);
        }

        var nodes = job.Nodes ?? (job.Tasks is { } all ? (int)Divide(nameof(job.Tasks), all, job.TasksPerNode!.Value)! : 1);
        var tasks = job.TasksPerNode ?? (job.Tasks is { } total ? (int)Divide(nameof(job.Tasks), total, nodes)! : 1);
        return job.Tasks is null || job.Tasks == (long)nodes * tasks ? (nodes, tasks) : throw NotSupported(nameof(job.Tasks), job.Tasks.Value, $"is not {nodes} nodes with {tasks} tasks each");
    }

    private static void Check(JobDescription job)
    {
        (string Property, long? Value)[] numbers =
        [
            (nameof(job.Nodes), job.Nodes), (nameof(job.Tasks), job.Tasks), (nameof(job.TasksPerNode), job.TasksPerNode), (nameof(job.CpusPerTask), job.CpusPerTask),
            (nameof(job.MemoryMiB), job.MemoryMiB), (nameof(job.MemoryPerCpuMiB), job.MemoryPerCpuMiB), (nameof(job.Gpus), job.Gpus), (nameof(job.GpusPerNode), job.GpusPerNode),
        ];
        foreach (var (property, value) in numbers.Where(one => one.Value < 1))
        {
            throw new ArgumentOutOfRangeException(property, value, $"The job's {property} must be at least 1 on PBS.");
        }
    }

    private static long? PerNode(string property, long value, JobDescription job, int chunks)
        => IsByNode(job) || chunks == 1 ? value : throw NotSupported(property, value, $"is for a node, and without {nameof(job.Nodes)} PBS counts by task");

    private static long? Divide(string property, long value, int parts)
        => value % parts == 0 ? value / parts : throw NotSupported(property, value, $"cannot be divided into {parts} equal chunks");

    private static FirecrestNotSupportedException NotSupported(string property, long value, string why) => new($"The job's {property} ({value}) cannot be asked of PBS: it {why}.");
}
