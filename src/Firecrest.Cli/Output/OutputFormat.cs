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

    /// <summary>The form that is set; null when none is.</summary>
    public static OutputFormat? Of(Settings settings)
        => settings.Find(Setting.Output) is { } setting
            ? Parse(setting.Value) ?? throw new UsageException($"{setting.Source} is '{setting.Value}'; expected table, json, ndjson or id.")
            : null;
}
