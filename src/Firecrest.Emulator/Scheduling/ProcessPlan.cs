namespace Firecrest.Emulator.Scheduling;

/// <summary>What to run, where, and between which files. All paths are local.</summary>
/// <param name="WorkingDirectory">The folder the command starts in.</param>
/// <param name="Input">The file it reads.</param>
/// <param name="Output">The file its output replaces.</param>
/// <param name="Error">The file for its errors; null sends them to the output.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Environment">All of its variables.</param>
internal sealed record ProcessPlan(
    string WorkingDirectory, string Input, string Output, string? Error, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Whether everything of the job ends with this command; an attached one leaves the rest alone.</summary>
    public bool IsWholeJob { get; init; } = true;
}
