using System.Collections.ObjectModel;
using System.Text;
using System.Text.RegularExpressions;
using Firecrest.Client.Jobs;

namespace Firecrest.Client;

/// <summary>A job to submit: its script, where it runs, and what of it is not in the script.</summary>
/// <remarks>
/// What is set here is written into the script as directives, behind those that it has: <c>#SBATCH</c> lines, or <c>#PBS</c> lines for a system with PBS.
/// It wins over the same option of the script unless <see cref="DirectiveConflicts"/> says otherwise; <see cref="Render()"/> shows the outcome. Systems that
/// reach Slurm over REST ignore directives: there, a job that needs more than the request itself can carry is refused, see
/// <see cref="SubmitOptions.AcceptIgnoredDirectives"/>.
/// </remarks>
/// <example>
/// <code>
/// var job = JobDescription.FromScriptFile("job.sh", "/scratch/me") with { TimeLimit = TimeSpan.FromHours(2), Nodes = 4, GpusPerNode = 4 };
/// </code>
/// </example>
public sealed partial record JobDescription
{
    /// <summary>
    /// The script; this or <see cref="ScriptPath"/> is needed. It begins with <c>#!</c> and the interpreter. It is sent as UTF-8 with line feeds: carriage
    /// returns at line ends and a byte order mark are removed.
    /// </summary>
    /// <exception cref="ArgumentException">The script does not begin with <c>#!</c>.</exception>
    public string? Script
    {
        get;
        init => field = value is null ? null : BatchScript.Normalise(value, "script");
    }

    /// <summary>A script file on the system, instead of <see cref="Script"/>.</summary>
    /// <remarks>
    /// The scheduler reads it where that does what is asked for. Where it does not, the file is read first, up to the size of a direct download, and its text
    /// is sent: for what has to be written into the script, for a key of the caller's without <see cref="SubmitOptions.KeyInName"/>, for names that the
    /// server's shell would take apart, and on systems in REST mode or with PBS.
    /// </remarks>
    public RemotePath? ScriptPath { get; init; }

    /// <summary>
    /// The directory on the system that the job runs in, as an absolute path. It wins over a directive. It must exist, which is looked up before: the
    /// scheduler accepts a missing one and runs the job elsewhere.
    /// </summary>
    public required RemotePath WorkingDirectory { get; init; }

    /// <summary>The name; null for the one in the script, or the scheduler's default.</summary>
    public string? Name { get; init; }

    /// <summary>The account that pays; null for the one in the script, or the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>The partition, on PBS the queue; null for the one in the script, or the default.</summary>
    public string? Partition { get; init; }

    /// <summary>The reservation; null for the one in the script, or none. On PBS it is a queue and replaces <see cref="Partition"/>.</summary>
    public string? Reservation { get; init; }

    /// <summary>The quality of service. Slurm only.</summary>
    public string? Qos { get; init; }

    /// <summary>How long the job may run. Rounded up to seconds here, and by Slurm to minutes.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The number of nodes.</summary>
    public int? Nodes { get; init; }

    /// <summary>The number of tasks in all.</summary>
    public int? Tasks { get; init; }

    /// <summary>The number of tasks on each node.</summary>
    public int? TasksPerNode { get; init; }

    /// <summary>The number of CPUs for each task.</summary>
    public int? CpusPerTask { get; init; }

    /// <summary>The memory on each node, in MiB; on Slurm 0 is all that the node has. Not together with <see cref="MemoryPerCpuMiB"/>.</summary>
    public long? MemoryMiB { get; init; }

    /// <summary>The memory for each CPU, in MiB.</summary>
    public long? MemoryPerCpuMiB { get; init; }

    /// <summary>The number of GPUs in all.</summary>
    public int? Gpus { get; init; }

    /// <summary>The number of GPUs on each node.</summary>
    public int? GpusPerNode { get; init; }

    /// <summary>Generic resources on each node, as Slurm takes them: <c>gpu:a100:2</c>. Slurm only.</summary>
    public string? Gres { get; init; }

    /// <summary>Features that the nodes must have, as Slurm takes them: <c>gpu&amp;nvme</c>. Slurm only.</summary>
    public string? Constraints { get; init; }

    /// <summary>Licenses, as Slurm takes them: <c>matlab:2</c>. Slurm only.</summary>
    public string? Licenses { get; init; }

    /// <summary>True to share the nodes with no other job.</summary>
    public bool Exclusive { get; init; }

    /// <summary>The numbers of the tasks of an array: <c>0-9</c>, with a step <c>0-9:3</c>, at most two at once <c>0-9%2</c>; on Slurm also <c>1,3,5</c>.</summary>
    public string? Array { get; init; }

    /// <summary>What has to happen to other jobs first; all of it.</summary>
    public IReadOnlyList<JobDependency> Dependencies { get; init; } = [];

    /// <summary>The earliest start, to the second. Slurm only.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>Whether the job goes back into the queue when its node fails; null for what the site does.</summary>
    public bool? Requeue { get; init; }

    /// <summary>A signal before the end of the time limit, as Slurm takes it: <c>B:USR1@300</c> for the script itself, five minutes before. Slurm only.</summary>
    public string? Signal { get; init; }

    /// <summary>Whom to write to; null for what the site does.</summary>
    public string? MailUser { get; init; }

    /// <summary>When to write; null for what the site does.</summary>
    public MailTypes? MailTypes { get; init; }

    /// <summary>A remark that the scheduler keeps. Slurm only.</summary>
    public string? Comment { get; init; }

    /// <summary>The file that the job reads as its standard input; null for none. Slurm only.</summary>
    public string? StandardInput { get; init; }

    /// <summary>
    /// The file for standard output, absolute or relative to the working directory; on Slurm <c>%j</c> stands for the job id. Null for the one in the
    /// script, or <c>slurm-%j.out</c>.
    /// </summary>
    public string? StandardOutput { get; init; }

    /// <summary>The file for standard error; null for the one in the script, or the same file as standard output.</summary>
    public string? StandardError { get; init; }

    /// <summary>Further options as the scheduler takes them, each as it stands behind <c>#SBATCH</c> or <c>#PBS</c>: <c>--hint=nomultithread</c>.</summary>
    public IReadOnlyList<string> ExtraDirectives { get; init; } = [];

    /// <summary>What happens when the script has a directive for what is set here too. Default: what is set here wins.</summary>
    public DirectiveConflict DirectiveConflicts { get; init; }

    /// <summary>
    /// Variables for the job, with any values. They are written into the script as <c>export</c> lines behind its directives, so it must be for sh, bash,
    /// dash, zsh or ksh. No place for secrets: the scheduler keeps scripts, and shows them at least to administrators.
    /// </summary>
    /// <remarks>For a script file on the system that need not be read, they are sent in the request when they are simple enough for that.</remarks>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Describes a job by the text of its script.</summary>
    public static JobDescription FromScript(string script, RemotePath workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(script);
        return new() { Script = script, WorkingDirectory = workingDirectory };
    }

    /// <summary>Describes a job by a script file on this machine, which is read now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The file is not UTF-8, or does not begin with <c>#!</c>.</exception>
    public static JobDescription FromScriptFile(string path, RemotePath workingDirectory) => FromScript(Read(path), workingDirectory);

    /// <summary>Describes a job by a script file on the system, see <see cref="ScriptPath"/>.</summary>
    public static JobDescription FromRemoteScript(RemotePath script, RemotePath workingDirectory) => new() { ScriptPath = script, WorkingDirectory = workingDirectory };

    /// <summary>The script as it would be sent to a system with Slurm, except for the comment by which a submission is known again. Sends nothing.</summary>
    /// <inheritdoc cref="Render(string)" path="/exception"/>
    public string Render() => ScriptRenderer.Render(this, DirectiveDialect.Slurm).Text;

    /// <summary>The script as it would be sent to a system. Sends nothing.</summary>
    /// <param name="schedulerType">The system's <see cref="SystemInfo.SchedulerType"/>: <c>slurm</c> or <c>pbs</c>.</param>
    /// <exception cref="ArgumentException">A value cannot stand in a directive, or contradicts another one.</exception>
    /// <exception cref="FirecrestNotSupportedException">The scheduler or the script's interpreter has nothing for a property, or the script is a file on the system.</exception>
    public string Render(string schedulerType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schedulerType);
        return ScriptRenderer.Render(this, DirectiveDialect.Of(schedulerType)).Text;
    }

    /// <summary>Checks what neither the scheduler nor the server would tell clearly.</summary>
    internal void Check()
    {
        if (Script is null == ScriptPath is null)
        {
            throw new ArgumentException($"A job needs either {nameof(Script)} or {nameof(ScriptPath)}.");
        }

        foreach (var (name, value) in Environment)
        {
            if (!VariableName().IsMatch(name))
            {
                throw new ArgumentException($"'{name}' in {nameof(Environment)} cannot be the name of a variable; it may have letters of ASCII, digits and underscores, and begins with no digit.", nameof(Environment));
            }

            if (value is null || value.Contains('\0'))
            {
                throw new ArgumentException($"The variable {name} in {nameof(Environment)} is null or contains a NUL character.", nameof(Environment));
            }
        }
    }

    private static string Read(string path)
    {
        try
        {
            // A byte order mark decides, else UTF-8; other text would be damaged without a word.
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"The script file '{path}' is not UTF-8; save it as UTF-8.", nameof(path), exception);
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
