namespace Firecrest.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Header">Its name, in capitals.</param>
/// <param name="Get">What stands in it; null for nothing.</param>
internal sealed record Column<T>(string Header, Func<T, string?> Get)
{
    /// <summary>Numbers stand at the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The colour of a cell on a terminal; null for none.</summary>
    public Func<T, ConsoleColor?>? Color { get; init; }
}
