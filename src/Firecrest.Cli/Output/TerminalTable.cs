using Spectre.Console;

namespace Firecrest.Cli.Output;

/// <summary>A table on a terminal. Cells are texts, never markup.</summary>
internal static class TerminalTable
{
    /// <summary>The terminal's own width decides nothing: a wide table wraps as any text does, and can still be selected and copied.</summary>
    private const int NoWrap = 10_000;

    public static void Write<T>(DocumentKind<T> kind, IReadOnlyList<T> documents)
    {
        var console = CreateConsole();
        console.Profile.Width = NoWrap;
        console.Write(Build(kind, documents));
    }

    /// <summary>A table that is drawn anew at each change, as long as the work goes on.</summary>
    public static Task<TResult> Live<T, TResult>(DocumentKind<T> kind, Func<IReadOnlyList<T>> documents, Func<Action, Task<TResult>> work)
        => CreateConsole().Live(Build(kind, documents())).StartAsync(live => work(() => live.UpdateTarget(Build(kind, documents()))));

    private static IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.Standard,
        Interactive = InteractionSupport.Yes,
    });

    private static Table Build<T>(DocumentKind<T> kind, IReadOnlyList<T> documents)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in kind.Columns)
        {
            var header = new TableColumn(new Text(column.Header, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(column.IsNumber ? header.RightAligned() : header);
        }

        foreach (var document in documents)
        {
            table.AddRow(kind.Columns.Select(column => Cell(column, document)));
        }

        return table;
    }

    private static Text Cell<T>(Column<T> column, T document)
    {
        var text = Printable.Line(column.Get(document) is { Length: > 0 } words ? words : "-");
        return column.Color?.Invoke(document) is { } color ? new Text(text, new Style(Color.FromConsoleColor(color))) : new Text(text);
    }
}
