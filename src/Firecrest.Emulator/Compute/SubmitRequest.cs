using System.Text.Json;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Compute;

/// <summary>The body of a submit, read and validated; unknown members are ignored.</summary>
internal sealed record SubmitRequest
{
    public string? Name { get; private init; }

    public string? Account { get; private init; }

    public string? Reservation { get; private init; }

    public string? Partition { get; private init; }

    public string WorkingDirectory { get; private init; } = "";

    public string? StandardInput { get; private init; }

    public string? StandardOutput { get; private init; }

    public string? StandardError { get; private init; }

    public string? Constraints { get; private init; }

    public string? Script { get; private init; }

    public string? ScriptPath { get; private init; }

    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    /// <summary>What the server submits for itself.</summary>
    public static SubmitRequest ForServer(string name, string workingDirectory, string output, string error, string script) => new()
    {
        Name = name,
        WorkingDirectory = workingDirectory,
        StandardInput = "/dev/null",
        StandardOutput = output,
        StandardError = error,
        Script = script,
    };

    /// <summary>A script that is in a file already, and is told about it by the command alone.</summary>
    public static SubmitRequest ForFile(string path, string workingDirectory, string? account, IReadOnlyDictionary<string, string> variables) => new()
    {
        ScriptPath = path,
        WorkingDirectory = workingDirectory,
        Account = account,
        Variables = variables,
    };

    /// <summary>As a server before 2.5 reads it.</summary>
    public SubmitRequest WithoutNewMembers() => this with { Partition = null, Reservation = null };

    public static SubmitRequest Read(RequestBody body)
    {
        JsonElement root = body.RequireObject();
        if (!root.TryGetProperty("job", out JsonElement job))
        {
            throw Validation.Error(Validation.Missing(["body", "job"], PythonText.Of(root)));
        }

        if (job.ValueKind != JsonValueKind.Object)
        {
            throw Validation.Error(Validation.NotAnObject(["body", "job"], PythonText.Of(job)));
        }

        var errors = new List<FieldError>();
        string? workingDirectory = Text("workingDirectory", "working_directory");
        if (workingDirectory is null && errors.Count == 0)
        {
            errors.Add(Validation.Missing(["body", "job", "workingDirectory"], PythonText.Of(job)));
        }

        var request = new SubmitRequest
        {
            Name = Text("name"),
            Account = Text("account"),
            Reservation = Text("reservation"),
            Partition = Text("partition"),
            WorkingDirectory = workingDirectory ?? "",
            StandardInput = Text("standardInput", "standard_input"),
            StandardOutput = Text("standardOutput", "standard_output"),
            StandardError = Text("standardError", "standard_error"),
            Constraints = Text("constraints"),
            Script = Text("script"),
            ScriptPath = Text("scriptPath", "script_path"),
        };
        return errors.Count == 0 ? request with { Variables = ReadVariables(job) } : throw Validation.Error([.. errors]);

        string? Text(string name, string? otherName = null)
        {
            if (!job.TryGetProperty(name, out JsonElement value) && (otherName is null || !job.TryGetProperty(otherName, out value)))
            {
                return null;
            }

            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                errors.Add(Validation.NotAString(["body", "job", name], PythonText.Of(value)));
                return null;
            }

            return value.GetString();
        }
    }

    private static Dictionary<string, string> ReadVariables(JsonElement job)
    {
        var variables = new Dictionary<string, string>();
        if (!job.TryGetProperty("env", out JsonElement given) || given.ValueKind == JsonValueKind.Null)
        {
            return variables;
        }

        if (given.ValueKind == JsonValueKind.Array)
        {
            // The schema allows a list, the server does not.
            throw ApiError.Unhandled("'list' object has no attribute 'items'");
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            object[] location = ["body", "job", "env", "dict[str,str]"];
            throw Validation.Error(new FieldError("dict_type", location, "Input should be a valid dictionary", PythonText.Of(given)));
        }

        foreach (JsonProperty variable in given.EnumerateObject())
        {
            if (variable.Value.ValueKind != JsonValueKind.String)
            {
                object[] location = ["body", "job", "env", "dict[str,str]", variable.Name];
                throw Validation.Error(Validation.NotAString(location, PythonText.Of(variable.Value)));
            }

            if (!AddExported(variables, variable.Name, variable.Value.GetString()!))
            {
                break;
            }
        }

        return variables;
    }

    /// <summary>Adds a variable as it arrives in a job; false when the ones after it are lost.</summary>
    // The server passes "--export=ALL,A=x,B=y" without escaping: a comma ends a value, and a quote takes all variables after it along.
    public static bool AddExported(Dictionary<string, string> variables, string name, string value)
    {
        string[] parts = value.Split('"')[0].Split(',');
        variables[name] = parts[0];
        foreach (string other in parts[1..])
        {
            if (other.Split('=', 2) is [var otherName, var otherValue] && otherName.Length > 0)
            {
                variables[otherName] = otherValue;
            }
        }

        return !value.Contains('"', StringComparison.Ordinal);
    }
}
