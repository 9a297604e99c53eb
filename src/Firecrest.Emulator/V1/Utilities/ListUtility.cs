using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utility <c>ls</c>.</summary>
internal sealed class ListUtility(Utility utility, RemoteFiles files, FirecrestEmulatorOptions options)
{
    private bool Unicode => options.V1.ShowsUnicodeNames;

    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/utilities/ls", List);
    }

    private async Task<V1Answer> List(V1Exchange exchange)
    {
        await utility.Begin(exchange, "ls").ConfigureAwait(false);
        string path = Utility.Text(exchange, "ls", "targetPath");
        return await utility.Run(exchange, "ls", e => $"ls: cannot access '{path}': {e}", () =>
        {
            IReadOnlyList<(string Name, RemoteEntry Entry)> entries = Entries(exchange, path);
            bool namesOnly = exchange.Flag("notListing");
            var rows = entries.Select(entry => namesOnly ? (JsonNode)$"\"{FileRow.Escape(entry.Name, Unicode)}\"" : Row(entry.Name, entry.Entry, exchange));
            return V1Answer.Success(200, "List of contents", new JsonArray([.. namesOnly ? rows : Page(exchange, [.. rows])]));
        }).ConfigureAwait(false);
    }

    private IReadOnlyList<(string Name, RemoteEntry Entry)> Entries(V1Exchange exchange, string path)
    {
        bool recursive = exchange.Flag("recursive");
        bool all = exchange.Flag("unsorted");
        bool follow = exchange.Flag("followLinks");
        RemoteEntry top = files.Find(path, follow);
        if (!top.IsDirectory)
        {
            return [(path, top)];
        }

        try
        {
            IReadOnlyList<(string Name, RemoteEntry Entry)> entries = new FileListing(files, exchange.Flag("showhidden") || all, recursive, follow).Of(top);
            // What is cut off as the name of the folder has one slash more than the path.
            string prefix = recursive && path.EndsWith('/') ? "/" : "";
            return
            [
                // Without order ls tells these two as well.
                .. all ? [(".", top), ("..", files.Resolve(path + "/.."))] : Array.Empty<(string, RemoteEntry)>(),
                .. entries.Select(entry => (prefix + entry.Name, entry.Entry)),
            ];
        }
        catch (RemoteFileException e)
        {
            throw new CommandFailure($"ls: cannot open directory '{path}': {e.Message}");
        }
    }

    private JsonObject Row(string name, RemoteEntry entry, V1Exchange exchange)
    {
        var row = FileRow.Of(name, entry, files, options, exchange.Flag("numericUid"), Unicode);
        return new JsonObject
        {
            ["name"] = Unquoted(row.Name),
            ["type"] = row.Type,
            ["link_target"] = row.LinkTarget is null ? "" : Unquoted(row.LinkTarget),
            ["user"] = row.User,
            ["group"] = row.Group,
            ["permissions"] = row.Permissions,
            ["last_modified"] = row.LastModified,
            ["size"] = row.Size,
        };
    }

    // The server takes the quotes off again, and with them these two escapes only.
    private static string Unquoted(string name)
        => string.Join('\\', name.Split("\\\\").Select(part => part.Replace("\\\"", "\"", StringComparison.Ordinal)));

    // A page that cannot be gives the whole list.
    private static IEnumerable<JsonNode> Page(V1Exchange exchange, IReadOnlyList<JsonNode> rows)
    {
        if (!Number(exchange.Query("pageSize"), out double size) || !Number(exchange.Query("pageNumber"), out double page) || size <= 0)
        {
            return rows;
        }

        double pages = Math.Ceiling(rows.Count / size);
        return page < 1 || page > pages ? rows : rows.Skip((int)((page - 1) * size)).Take((int)size);
    }

    private static bool Number(string? text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
