namespace Firecrest.Client.Jobs;

/// <summary>A script with what its description adds to it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Options">The options of all its directives.</param>
/// <param name="Settings">Those of the description, without those that the script's own won over.</param>
internal sealed record RenderedScript(string Text, IReadOnlyList<DirectiveOption> Options, IReadOnlyList<JobSetting> Settings)
{
    public string? Find(string option) => Options.LastOrDefault(one => one.Name == option) is { Name: not null } found ? found.Value : null;

    public bool Has(string property) => Settings.Any(setting => setting.Property == property);
}
