namespace Firecrest.Client.Jobs;

/// <summary>A property of a description as a directive.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Text">The directive without its prefix.</param>
/// <param name="Options">The options in it; one, except in extra directives.</param>
internal sealed record JobSetting(string Property, string Text, IReadOnlyList<DirectiveOption> Options);
