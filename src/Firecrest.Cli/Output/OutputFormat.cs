using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Output;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One document; a list is an array.</summary>
    Json,

    /// <summary>One document in each line.</summary>
    Ndjson,

    /// <summary>Nothing but the id, name or path; one in each line.</summary>
    Id,
}

/// <summary>The form of what a command prints, where no setting says otherwise.</summary>
/// <param name="Default">The form of the command.</param>
/// <param name="Asked">What an option of the command alone asks for, such as <c>--json</c>.</param>
internal sealed record CommandForm(OutputFormat Default, OutputFormat? Asked);

/// <summary>The forms by their names. A pipe never changes the form.</summary>
internal static class OutputFormats
{
    public static OutputFormat? Parse(string? text) => text switch
    {
        "table" => OutputFormat.Table,
        "json" => OutputFormat.Json,
        "ndjson" => OutputFormat.Ndjson,
        "id" => OutputFormat.Id,
        _ => null,
    };

    /// <summary>The form that is set; null when none is. What another option asks for is closer to the call than a variable.</summary>
    public static OutputFormat? Of(Settings settings, OutputFormat? asked)
        => settings.Find(Setting.Output) is { } setting && (asked is null || setting.Level == SettingLevel.CommandLine)
            ? Parse(setting.Value) ?? throw new UsageException($"{setting.Source} is '{setting.Value}'; expected table, json, ndjson or id.")
            : asked;
}
