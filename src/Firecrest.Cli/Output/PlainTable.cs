using System.Text;

namespace Firecrest.Cli.Output;

/// <summary>A table as plain text: columns two blanks apart, never cut or wrapped, no line longer than its words.</summary>
internal static class PlainTable
{
    public static string Render<T>(DocumentKind<T> kind, IReadOnlyList<T> documents)
    {
        var rows = documents.Select(document => kind.Columns.Select(column => Printable.Line(column.Get(document) is { Length: > 0 } text ? text : "-")).ToArray()).ToList();
        rows.Insert(0, [.. kind.Columns.Select(column => column.Header)]);
        var widths = kind.Columns.Select((_, i) => rows.Max(row => row[i].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            var line = kind.Columns.Select((column, i) => column.IsNumber ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            table.Append(string.Join("  ", line).TrimEnd()).Append('\n');
        }

        return table.ToString();
    }
}
