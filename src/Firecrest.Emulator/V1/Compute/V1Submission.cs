using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Compute;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>Submits script files as jobs, with what a task tells of it.</summary>
internal sealed class V1Submission(Submission submission, Scheduler scheduler, JobFiles jobFiles, RemoteFiles files, FirecrestEmulatorOptions options)
{
    /// <summary>The folder of a task, in which uploaded scripts are and run.</summary>
    public string FolderOf(string taskId) => $"/home/{options.UserName}/firecrest/{taskId}";

    /// <summary>Writes a script into the folder of a task; gives its path.</summary>
    public string Write(string taskId, string name, byte[] content)
    {
        string path = FolderOf(taskId) + "/" + name;
        var tree = new RemoteTree(files);
        tree.MakeDirectory(FolderOf(taskId), parents: true);
        tree.WriteFile(path, content);
        return path;
    }

    /// <summary>Submits the script of a file; gives how the task ends.</summary>
    public (int Status, JsonNode Data) Submit(
        string path, string? account, IReadOnlyDictionary<string, string> variables, Func<JobSpec, JobSpec>? change = null)
    {
        if (variables.Values.Any(value => value.AsSpan().IndexOfAny("'\"\n") >= 0 || value.Contains("$(", StringComparison.Ordinal)))
        {
            return (Tasks.TaskStatus.Error, "Invalid command");
        }

        string folder = path[..Math.Max(path.LastIndexOf('/'), 1)];
        JobSpec spec;
        try
        {
            spec = submission.Spec(SubmitRequest.ForFile(path, folder, account, variables));
        }
        catch (ApiError e) when (e.CommandError is not null)
        {
            return (Tasks.TaskStatus.Error, OneLine(e.CommandError));
        }

        // The server gives sbatch no directory, so that the script's own choice counts.
        spec = spec.Directives['D', "chdir"] is { } chosen ? spec with { WorkingDirectory = chosen.StartsWith('/') ? chosen : $"{folder}/{chosen}" } : spec;
        spec = change?.Invoke(spec) ?? spec;
        int id = scheduler.Submit(spec);
        // Of an array only the base is known, without an index.
        var job = new Job(id, null, spec, options.TimeProvider.GetUtcNow());
        var data = new JsonObject { ["jobid"] = job.DisplayId, ["result"] = "Job submitted" };
        AddFiles(data, job, path);
        return (Tasks.TaskStatus.Success, data);
    }

    /// <summary>Adds where the files of a job are.</summary>
    public void AddFiles(JsonObject row, Job job, string script, string outputTail = "", string errorTail = "")
    {
        string output = jobFiles.Expand(job.Spec.StandardOutput, job, job.Spec.WorkingDirectory);
        row["job_file"] = script;
        row["job_file_out"] = output;
        row["job_file_err"] = job.Spec.StandardError is { } pattern ? jobFiles.Expand(pattern, job, job.Spec.WorkingDirectory) : output;
        row["job_data_out"] = outputTail;
        row["job_data_err"] = errorTail;
        row["job_info_extra"] = "Job info returned successfully";
    }

    /// <summary>The variables of a request; a wrong text is refused with this error.</summary>
    public static Dictionary<string, string> Variables(string? text, string error)
    {
        var variables = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(text))
        {
            return variables;
        }

        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new V1Refusal(V1Answer.Refused(404, "Failed to submit job", error));
        }

        foreach ((string name, JsonNode? value) in parsed as JsonObject ?? throw V1Refusal.Unhandled)
        {
            SubmitRequest.AddExported(variables, name, value?.ToString() ?? "None");
        }

        return variables;
    }

    /// <summary>A file name as the server makes it safe: <c>my job.sh</c> becomes <c>my_job.sh</c>.</summary>
    public static string SafeName(string name)
    {
        var safe = new StringBuilder();
        foreach (char c in string.Join('_', name.Replace('/', ' ').Replace('\\', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            {
                safe.Append(c);
            }
        }

        return safe.ToString().Trim('.', '_');
    }

    /// <summary>What a command printed, the lines run together.</summary>
    public static string OneLine(string text) => text.Replace("\n", "", StringComparison.Ordinal);
}
