namespace Firecrest.Client.Jobs;

/// <summary>A script with what its description adds to it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Options">The options of all its directives.</param>
/// <param name="FirstPart">Those before the first part ends, of a script for several jobs in one; they count for its commands and its output.</param>
/// <param name="Settings">Those of the description, without those that the script's own won over.</param>
/// <param name="HasParts">True for a script for several jobs in one.</param>
internal sealed record RenderedScript(
    string Text, IReadOnlyList<DirectiveOption> Options, IReadOnlyList<DirectiveOption> FirstPart, IReadOnlyList<JobSetting> Settings, bool HasParts)
{
    public string? Find(string option) => FirstPart.LastOrDefault(one => one.Name == option) is { Name: not null } found ? found.Value : null;

    public bool Has(string property) => Settings.Any(setting => setting.Property == property);

    /// <summary>Refuses names that would damage the list of the user's jobs, wherever they were written.</summary>
    /// <param name="option">The option for a name.</param>
    public void CheckNames(string option)
    {
        if (Options.Any(one => one.Name == option && one.Value.Any(c => c == '|' || char.IsControl(c))))
        {
            throw new ArgumentException(
                $"The job's {nameof(JobDescription.Name)}, or the name in a directive of its script, contains '|' or a control character, with which the server can no longer list the user's jobs.");
        }
    }
}
