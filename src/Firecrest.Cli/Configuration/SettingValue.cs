namespace Firecrest.Cli.Configuration;

/// <summary>What a setting is, and where that was said.</summary>
/// <param name="Value">The value, perhaps a secret.</param>
/// <param name="Level">Where it comes from: the lower, the stronger.</param>
/// <param name="Source">The same in words: the option, the variable, or the profile.</param>
internal sealed record SettingValue(string Value, SettingLevel Level, string Source)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => Source;
}

/// <summary>The places where things are set; the first one that sets something wins.</summary>
internal enum SettingLevel
{
    CommandLine,
    Environment,
    Profile,
}
