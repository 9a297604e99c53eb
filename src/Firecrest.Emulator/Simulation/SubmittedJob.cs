namespace Firecrest.Emulator;

/// <summary>A job as it was submitted, by which a simulation chooses what it does.</summary>
public sealed class SubmittedJob
{
    internal SubmittedJob(string name, string script, string workingDirectory, string account, int? arrayIndex)
    {
        Name = name;
        Script = script;
        WorkingDirectory = workingDirectory;
        Account = account;
        ArrayIndex = arrayIndex;
    }

    /// <summary>The name, from the request or the script.</summary>
    public string Name { get; }

    /// <summary>The batch script.</summary>
    public string Script { get; }

    /// <summary>The remote working directory.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The account that it is charged to.</summary>
    public string Account { get; }

    /// <summary>The index of a task of an array; null for any other job.</summary>
    public int? ArrayIndex { get; }
}
