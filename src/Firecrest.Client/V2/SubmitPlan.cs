using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>A job as it will be sent, and where its output will be.</summary>
internal sealed record SubmitPlan
{
    public required SubmitJobRequest Request { get; init; }

    /// <summary>The name that the job will have; null when the scheduler chooses it.</summary>
    public string? JobName { get; init; }

    /// <summary>The pattern of standard output; null when only the scheduler knows.</summary>
    public string? Output { get; init; }

    /// <summary>The pattern of standard error; null when it is standard output's.</summary>
    public string? Error { get; init; }

    public bool IsArray { get; init; }

    /// <summary>Sends the script's text.</summary>
    /// <param name="job">The job, with its script.</param>
    /// <param name="system">The system; null when the server does not list it.</param>
    /// <param name="acceptIgnored">True when directives may be without effect.</param>
    /// <param name="defaultName">The name of a job that neither its description nor its script gives one.</param>
    public static SubmitPlan Inline(JobDescription job, SystemInfo? system, bool acceptIgnored, string? defaultName)
    {
        var dialect = DirectiveDialect.Of(system?.SchedulerType);
        var script = ScriptRenderer.Render(job, dialect);
        script.CheckNames(dialect.NameOption);
        var isSlurm = dialect == DirectiveDialect.Slurm;
        var isIgnored = isSlurm && IgnoresDirectives(system);
        if (isIgnored && !acceptIgnored)
        {
            RefuseLost(script, system!);
        }

        var name = Carry(nameof(job.Name), job.Name, "job-name") ?? (script.Find(dialect.NameOption) is null ? defaultName : null);
        var isArray = !isIgnored && script.Find("array") is not null;

        // Always sent to Slurm, so that the place of the output is known without asking for it.
        var output = !isSlurm ? Carry(nameof(job.StandardOutput), job.StandardOutput, "output")
            : Given(script.Find("output")) ?? (isArray ? OutputPattern.DefaultForArrays : OutputPattern.Default);
        var error = !isSlurm ? Carry(nameof(job.StandardError), job.StandardError, "error") : Given(script.Find("error"));
        return new()
        {
            Request = new()
            {
                Script = script.Text,
                WorkingDirectory = job.WorkingDirectory,
                Name = name,
                Account = Carry(nameof(job.Account), job.Account, "account"),
                Partition = Carry(nameof(job.Partition), job.Partition, "partition"),
                Reservation = Carry(nameof(job.Reservation), job.Reservation, "reservation"),
                Constraints = Carry(nameof(job.Constraints), job.Constraints, "constraint"),
                StandardInput = Carry(nameof(job.StandardInput), job.StandardInput, "input"),
                StandardOutput = output,
                StandardError = error,
            },
            JobName = name ?? Given(script.Find(dialect.NameOption)),
            Output = isSlurm ? output : null,
            Error = error,
            IsArray = isArray,
        };

        // A directive that the scheduler reads itself need not be said twice.
        string? Carry(string property, string? value, string option) => script.Has(property) ? value : isIgnored ? Given(script.Find(option)) : null;
    }

    /// <summary>Lets the scheduler read the script file.</summary>
    public static SubmitPlan ByPath(JobDescription job, RemotePath script) => new()
    {
        Request = new()
        {
            ScriptPath = script.ToString(),
            WorkingDirectory = job.WorkingDirectory,
            Name = job.Name,
            Account = job.Account,
            Partition = job.Partition,
            Reservation = job.Reservation,
            Constraints = job.Constraints,
            StandardInput = job.StandardInput,
            StandardOutput = job.StandardOutput,
            StandardError = job.StandardError,
            Environment = job.Environment.Count == 0 ? null : job.Environment,
        },
        JobName = job.Name ?? script.Name,
    };

    /// <summary>True for a system where the scheduler can read the file and does all that the description asks for.</summary>
    public static bool CanSendPath(JobDescription job, RemotePath script, SystemInfo? system)
    {
        if (DirectiveDialect.Of(system?.SchedulerType) != DirectiveDialect.Slurm || IsRest(system) || !ComputeRequests.CanBeScriptPath(script.ToString()))
        {
            return false;
        }

        // In the request they win over the script's own, whatever was asked for.
        var settings = DirectiveDialect.Slurm.SettingsOf(job);
        return settings.All(RequestOptions.CanCarry)
            && (settings.Count == 0 || job.DirectiveConflicts == DirectiveConflict.DescriptionWins)
            && job.Environment.Values.All(IsPlain);
    }

    public JobOutputPaths? OutputOf(string jobId, string? name)
    {
        var output = Output is null ? null : OutputPattern.Resolve(Output, Request.WorkingDirectory, jobId, name, IsArray);
        var error = Error is null ? output : OutputPattern.Resolve(Error, Request.WorkingDirectory, jobId, name, IsArray);
        return output is null || error is null ? null : new JobOutputPaths(output.Value, error.Value);
    }

    /// <summary>The server writes values between single quotes on a command line, where a comma ends one and other quotes are taken by Slurm.</summary>
    private static bool IsPlain(string value) => value.All(c => c is >= ' ' and <= '~' and not (',' or '"' or '\'' or '\\'));

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static bool IsRest(SystemInfo? system) => string.Equals(system?.SchedulerConnectionMode, "rest", StringComparison.OrdinalIgnoreCase);

    /// <summary>Slurm's REST API does not read the comments of a script; a hybrid system submits scripts over it too.</summary>
    private static bool IgnoresDirectives(SystemInfo? system)
        => IsRest(system) || string.Equals(system?.SchedulerConnectionMode, "hybrid", StringComparison.OrdinalIgnoreCase);

    private static void RefuseLost(RenderedScript script, SystemInfo system)
    {
        var lost = script.Options.Where(option => !RequestOptions.CanCarry(option)).Select(option => option.Name).Distinct().ToList();
        if (lost.Count == 0 && !script.HasParts)
        {
            return;
        }

        var names = lost.Select(option => script.Settings.FirstOrDefault(setting => setting.Options.Any(own => own.Name == option)) is { } setting ? $"{setting.Property} (--{option})" : $"--{option}");
        names = script.HasParts ? names.Append("several parts (hetjob)") : names;
        throw new FirecrestNotSupportedException(
            $"{system.Name} submits scripts over Slurm's REST API, which does not read their #SBATCH lines: {string.Join(", ", names)} would have no effect. "
            + (IsRest(system) ? "" : $"Write them into a script file on the system and submit that by {nameof(JobDescription)}.{nameof(JobDescription.FromRemoteScript)}. ")
            + $"Set {nameof(SubmitOptions)}.{nameof(SubmitOptions.AcceptIgnoredDirectives)} to submit the job without.");
    }
}
