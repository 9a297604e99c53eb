using System.Globalization;

namespace Firecrest.Client.Jobs;

/// <summary><c>#SBATCH</c> lines.</summary>
internal sealed class SlurmDialect : DirectiveDialect
{
    public override string NameOption => "job-name";

    public override string Prefix => "#SBATCH";

    protected override string OptionsExample => "--hint=nomultithread";

    public override List<DirectiveOption> OptionsIn(ReadOnlySpan<char> text) => SbatchDirectives.OptionsIn(text);

    public override string Subject(string option) => option switch
    {
        "mem-per-cpu" or "mem-per-gpu" => "mem",
        "no-requeue" => "requeue",
        "workdir" => "chdir",
        _ => option,
    };

    protected override IEnumerable<(string Property, string Text)> Write(JobDescription job)
    {
        if (job is { MemoryMiB: not null, MemoryPerCpuMiB: not null })
        {
            throw new ArgumentException($"Set either {nameof(job.MemoryMiB)} or {nameof(job.MemoryPerCpuMiB)}; Slurm refuses both.", nameof(job));
        }

        return All(job).Where(one => one.Value is not null).Select(one => (one.Property, SbatchDirectives.Write(one.Option, one.Value!)));
    }

    private static IEnumerable<(string Property, string Option, string? Value)> All(JobDescription job) =>
    [
        Text(nameof(job.Name), "job-name", job.Name),
        Text(nameof(job.Account), "account", job.Account),
        Text(nameof(job.Partition), "partition", job.Partition),
        Text(nameof(job.Reservation), "reservation", job.Reservation),
        Text(nameof(job.Qos), "qos", job.Qos),
        (nameof(job.TimeLimit), "time", Checked(nameof(job.TimeLimit), job.TimeLimit)?.ToString(@"d\-hh\:mm\:ss", CultureInfo.InvariantCulture)),
        Count(nameof(job.Nodes), "nodes", job.Nodes),
        Count(nameof(job.Tasks), "ntasks", job.Tasks),
        Count(nameof(job.TasksPerNode), "ntasks-per-node", job.TasksPerNode),
        Count(nameof(job.CpusPerTask), "cpus-per-task", job.CpusPerTask),
        (nameof(job.MemoryMiB), "mem", MiB(Checked(nameof(job.MemoryMiB), job.MemoryMiB, least: 0))),
        (nameof(job.MemoryPerCpuMiB), "mem-per-cpu", MiB(Checked(nameof(job.MemoryPerCpuMiB), job.MemoryPerCpuMiB))),
        Count(nameof(job.Gpus), "gpus", job.Gpus),
        Count(nameof(job.GpusPerNode), "gpus-per-node", job.GpusPerNode),
        Text(nameof(job.Gres), "gres", job.Gres),
        Text(nameof(job.Constraints), "constraint", job.Constraints),
        Text(nameof(job.Licenses), "licenses", job.Licenses),
        (nameof(job.Exclusive), "exclusive", job.Exclusive ? "" : null),
        Text(nameof(job.Array), "array", job.Array),
        Text(nameof(job.Dependencies), "dependency", Join(job.Dependencies)),

        // Seconds since 1970: a date and time would be read in the cluster's own zone.
        (nameof(job.Begin), "begin", job.Begin is { } begin ? $"uts{begin.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}" : null),
        (nameof(job.Requeue), job.Requeue == false ? "no-requeue" : "requeue", job.Requeue is null ? null : ""),
        Text(nameof(job.Signal), "signal", job.Signal),
        Text(nameof(job.MailUser), "mail-user", job.MailUser),
        (nameof(job.MailTypes), "mail-type", job.MailTypes is { } types ? Mail(types) : null),
        Text(nameof(job.Comment), "comment", job.Comment),
        Text(nameof(job.StandardInput), "input", job.StandardInput),
        Text(nameof(job.StandardOutput), "output", job.StandardOutput),
        Text(nameof(job.StandardError), "error", job.StandardError),
    ];

    private static (string Property, string Option, string? Value) Text(string property, string option, string? value) => (property, option, Checked(property, value));

    private static (string Property, string Option, string? Value) Count(string property, string option, int? value) => (property, option, Checked(property, (long?)value));

    private static string? MiB(string? number) => number is null ? null : number + "M";

    private static string Mail(MailTypes types)
    {
        (MailTypes Type, string Name)[] names =
        [
            (MailTypes.Begin, "BEGIN"), (MailTypes.End, "END"), (MailTypes.Fail, "FAIL"), (MailTypes.Requeue, "REQUEUE"), (MailTypes.TimeLimit, "TIME_LIMIT"),
            (MailTypes.TimeLimit90, "TIME_LIMIT_90"), (MailTypes.TimeLimit80, "TIME_LIMIT_80"), (MailTypes.ArrayTasks, "ARRAY_TASKS"),
        ];
        return types == MailTypes.None ? "NONE" : string.Join(',', names.Where(one => types.HasFlag(one.Type)).Select(one => one.Name));
    }
}
