using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>A job as it will be sent, and where its output will be.</summary>
internal sealed record V1SubmitPlan
{
    /// <summary>The name of the script's file, and of a job that nothing else gives one.</summary>
    private const string DefaultName = "job.sh";

    public required ApiRequest<TaskTicket<SubmittedJob>> Request { get; init; }

    public required RemotePath WorkingDirectory { get; init; }

    /// <summary>The name that the job will have; null when only the script file on the system tells.</summary>
    public string? JobName { get; init; }

    /// <summary>The script file on the system; null for a script that is sent, in whose file's name the key is.</summary>
    public RemotePath? ScriptPath { get; init; }

    public bool IsArray { get; init; }

    /// <summary>The pattern of standard output; null when only the scheduler knows.</summary>
    public string? Output { get; init; }

    /// <summary>The pattern of standard error; null when it is standard output's.</summary>
    public string? Error { get; init; }

    /// <summary>Sends the script's text. The server would run it in a new directory, so that the working directory is written into it.</summary>
    public static V1SubmitPlan Inline(string systemName, JobDescription job, SubmissionKey key, bool keyInName, string defaultName = DefaultName)
    {
        var rendered = ScriptRenderer.Render(job, DirectiveDialect.Slurm);
        if (rendered.HasParts && rendered.Settings.Count > 0)
        {
            throw new FirecrestNotSupportedException(
                $"The script has several parts, and FirecREST v1 takes nothing beside a script, so that {rendered.Settings[0].Property} cannot be said; write the directive into the part that it is for.");
        }

        // The name too, since the scheduler would take that of the file.
        var own = Given(rendered.Find("job-name"));
        var name = keyInName ? key.AppendTo(own) : own ?? defaultName;
        var script = ScriptRenderer.WriteForWhole(
            rendered.Text, DirectiveDialect.Slurm, [.. name == own ? [] : new[] { Setting(nameof(job.Name), "job-name", name) }, Setting(nameof(job.WorkingDirectory), "chdir", job.WorkingDirectory.ToString())]);
        script.CheckNames("job-name");
        return new()
        {
            Request = ComputeRequests.SubmitJobByUpload(systemName, new() { Script = key.InsertInto(script.Text), FileName = key.AppendToFile(SafeName(defaultName)) }),
            WorkingDirectory = job.WorkingDirectory,
            JobName = name,
            IsArray = script.Find("array") is not null,
            Output = Given(script.Find("output")) ?? (script.Find("array") is null ? OutputPattern.Default : OutputPattern.DefaultForArrays),
            Error = Given(script.Find("error")),
        };
    }

    /// <summary>Lets the scheduler read the script file.</summary>
    public static V1SubmitPlan ByPath(string systemName, JobDescription job, RemotePath script) => new()
    {
        Request = ComputeRequests.SubmitJobByPath(systemName, new() { TargetPath = script, Account = job.Account, Environment = job.Environment.Count == 0 ? null : job.Environment }),
        WorkingDirectory = job.WorkingDirectory,
        ScriptPath = script,
    };

    /// <summary>True when the server's request alone does all that the description asks for; it knows the script's directory, an account and plain variables only.</summary>
    public static bool CanSendPath(JobDescription job, RemotePath script, byte[] content)
    {
        var settings = DirectiveDialect.Slurm.SettingsOf(job);
        return script.Parent.Normalize() == job.WorkingDirectory.Normalize()
            && !SetsDirectory(content)
            && settings.All(setting => setting.Property == nameof(job.Account))
            && (settings.Count == 0 || job.DirectiveConflicts == DirectiveConflict.DescriptionWins)
            && job.Environment.Values.All(value => value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || "_./:=+@%-".Contains(c)));
    }

    /// <summary>A directory in the script itself would win over the description's, which only a script that is sent can change.</summary>
    private static bool SetsDirectory(byte[] script)
    {
        // Directives are of plain characters, whatever else is in the file.
        var directives = SbatchDirectives.Parse(Encoding.Latin1.GetString(script));
        return directives.Find("chdir") is not null || directives.Find("workdir") is not null;
    }

    public JobOutputPaths? OutputOf(SubmittedJob job)
    {
        if (ScriptPath is not null)
        {
            return IsWhole(job.OutputFile) && job.OutputFile is { } told ? new(told, job.ErrorFile ?? told) : null;
        }

        var output = OutputPattern.Resolve(Output!, WorkingDirectory, job.JobId, JobName, IsArray) ?? (IsArray ? null : job.OutputFile);
        var error = Error is null ? output : OutputPattern.Resolve(Error, WorkingDirectory, job.JobId, JobName, IsArray) ?? (IsArray ? null : job.ErrorFile);
        return output is { } known && error is { } knownError ? new(known, knownError) : null;
    }

    /// <summary>For arrays the scheduler reports a number that no task has.</summary>
    private static bool IsWhole(RemotePath? path) => path?.ToString().Contains("4294967294", StringComparison.Ordinal) == false;

    private static JobSetting Setting(string property, string option, string value) => DirectiveDialect.Slurm.Setting(property, SbatchDirectives.Write(option, value));

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>As the server names files, so that the name in the task is the one that was sent.</summary>
    private static string SafeName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        }

        return safe.ToString();
    }
}
