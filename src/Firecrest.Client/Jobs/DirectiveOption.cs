namespace Firecrest.Client.Jobs;

/// <summary>An option in a directive line of a script.</summary>
/// <param name="Name">The long name, or what stands for it.</param>
/// <param name="Value">The value; empty for a flag.</param>
/// <param name="Raw">The text in the line.</param>
internal readonly record struct DirectiveOption(string Name, string Value, string Raw);
