using System.CommandLine;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The options that describe a job.</summary>
internal sealed class SubmitFlags
{
    private const string RemotePrefix = "remote://";

    private readonly Argument<string?> _argument = new("script") { Description = "The script file on this machine; - for the standard input, remote://PATH for a file on the system.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _script = Option<string?>("--script", "The same as an option.");
    private readonly Option<string?> _scriptPath = Option<string?>("--script-path", "A script file on the system instead.");
    private readonly Option<string?> _workDir = Option<string?>("--workdir", "The directory on the system that the job runs in.", "--working-dir");
    private readonly Option<string?> _name = Option<string?>("--name", "The name of the job.");
    private readonly Option<string?> _partition = Option<string?>("--partition", "The partition (queue).");
    private readonly Option<string?> _reservation = Option<string?>("--reservation", "The reservation.");
    private readonly Option<string?> _qos = Option<string?>("--qos", "The quality of service.");
    private readonly Option<string?> _time = Option<string?>("--time", "How long the job may run: 2h, 01:30:00.");
    private readonly Option<int?> _nodes = Option<int?>("--nodes", "The number of nodes.");
    private readonly Option<int?> _tasks = Option<int?>("--tasks", "The number of tasks in all.");
    private readonly Option<int?> _tasksPerNode = Option<int?>("--tasks-per-node", "The number of tasks on each node.");
    private readonly Option<int?> _cpusPerTask = Option<int?>("--cpus-per-task", "The number of CPUs for each task.");
    private readonly Option<int?> _gpusPerNode = Option<int?>("--gpus-per-node", "The number of GPUs on each node.");
    private readonly Option<string?> _array = Option<string?>("--array", "The numbers of the tasks of an array: 0-9.");
    private readonly Option<string?> _stdout = Option<string?>("--stdout", "The file for standard output.");
    private readonly Option<string?> _stderr = Option<string?>("--stderr", "The file for standard error.");
    private readonly Option<string[]> _environment = Option<string[]>("--env", "A variable for the job, NAME=VALUE; no place for secrets.", "-e", "--env-var");
    private readonly Option<string?> _environmentFile = Option<string?>("--env-file", "A file with lines NAME=VALUE for the job.");
    private readonly Option<string[]> _directives = Option<string[]>("--directive", "A further option as the scheduler takes it: --hint=nomultithread.");
    private readonly Option<string?> _key = Option<string?>("--idempotency-key", "A text that stands for this one submission: submitted again with it, the first job is found and adopted.");
    private readonly Option<bool> _keyInName = Option<bool>("--key-in-name", "Appends the key to the job's name, for systems that cannot give scripts back.");
    private readonly Option<bool> _acceptIgnored = Option<bool>("--accept-ignored-directives", "Submits also where the system will not read the script's directives.");

    public IEnumerable<Symbol> All =>
    [
        _argument, _script, _scriptPath, _workDir, _name, _partition, _reservation, _qos, _time, _nodes, _tasks, _tasksPerNode, _cpusPerTask, _gpusPerNode, _array, _stdout, _stderr,
        _environment, _environmentFile, _directives, _key, _keyInName, _acceptIgnored,
    ];

    /// <summary>Submits; what was sent is answered first when a signal comes.</summary>
    public async Task<JobHandle> Submit(Session session)
    {
        var options = new SubmitOptions
        {
            IdempotencyKey = session.Get(_key),
            KeyInName = session.Get(_keyInName),
            AcceptIgnoredDirectives = session.Get(_acceptIgnored),
        };
        var description = await Describe(session);

        // The token and what the submission has to know of the system: what is not there, such as a server, is given up by a signal. The token is remembered, and on v2 the systems.
        await session.Client.Backend.GetUploadLimit(session.SystemName, async: true, session.CancellationToken);
        var job = await session.Submit(() => session.Client.SubmitAsync(session.SystemName, description, options, CancellationToken.None), job => job.JobId);
        session.Notes.Write(job.WasAdopted ? $"Job {job} is there already and is adopted." : $"Submitted job {job}.");
        return job;
    }

    private async Task<JobDescription> Describe(Session session) => await ReadScript(session) with
    {
        Name = session.Get(_name),
        Account = session.Account,
        Partition = session.Get(_partition),
        Reservation = session.Get(_reservation),
        Qos = session.Get(_qos),
        TimeLimit = ReadTime(session),
        Nodes = session.Get(_nodes),
        Tasks = session.Get(_tasks),
        TasksPerNode = session.Get(_tasksPerNode),
        CpusPerTask = session.Get(_cpusPerTask),
        GpusPerNode = session.Get(_gpusPerNode),
        Array = session.Get(_array),
        StandardOutput = session.Get(_stdout),
        StandardError = session.Get(_stderr),
        Environment = ReadEnvironment(session),
        ExtraDirectives = session.Get(_directives) ?? [],
    };

    /// <summary>To sbatch a number alone means minutes, in all other options here seconds.</summary>
    private TimeSpan? ReadTime(Session session)
        => session.Get(_time) is { } text && text.All(char.IsAsciiDigit)
            ? throw new UsageException($"--time is '{text}': of what? Write {text}m or {text}s.")
            : session.Time(_time);

    private async Task<JobDescription> ReadScript(Session session)
    {
        string?[] given = [session.Get(_argument!), session.Get(_script), session.Get(_scriptPath)];
        if (given.Count(one => one is not null) != 1)
        {
            throw new UsageException("Give one script: a file, --script, or --script-path for a file on the system.");
        }

        RemotePath workDir = session.Get(_workDir) ?? session.Settings.Get(Setting.WorkDir)
            ?? throw new UsageException($"Where does the job run? Set --workdir, {Setting.WorkDir.Variables[0]}, or \"{Setting.WorkDir.Key}\" of a profile.");
        return (given[2] ?? OnSystem(given[0] ?? given[1])) is { } remote ? JobDescription.FromRemoteScript(remote, workDir)
            : (given[0] ?? given[1]) is not "-" and { } local ? JobDescription.FromScriptFile(local, workDir)
            : JobDescription.FromScript(await session.Input.ReadToEnd(session.CancellationToken), workDir);
    }

    /// <summary>pyFirecREST marks a script file on the system by what it begins with.</summary>
    private static string? OnSystem(string? script) => script?.StartsWith(RemotePrefix, StringComparison.Ordinal) == true ? script[RemotePrefix.Length..] : null;

    private Dictionary<string, string> ReadEnvironment(Session session)
    {
        var variables = new Dictionary<string, string>();
        if (session.Get(_environmentFile) is { } file)
        {
            foreach (var (i, line) in File.ReadAllLines(file).Index().Where(one => one.Item.Trim() is { Length: > 0 } text && text[0] != '#'))
            {
                Add(line, $"{file}, line {i + 1},");
            }
        }

        foreach (var given in session.Get(_environment) ?? [])
        {
            Add(given, "A value of --env");
        }

        return variables;

        // Whatever it is, it may be a secret: the message tells where it stands.
        void Add(string text, string place)
        {
            var pair = text.Split('=', 2);
            variables[pair[0]] = pair.Length == 2 && pair[0].Length > 0 ? pair[1] : throw new UsageException($"{place} is no variable; write NAME=VALUE.");
        }
    }
}
