using System.Text.Json;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The remote path that a request names in its query or body, checked before anything else.</summary>
internal static class RequestedPath
{
    private static readonly string[] BodyNames = ["sourcePath", "source_path", "path"];

    public static string Of(Exchange exchange)
    {
        string path = FromQuery(exchange) ?? FromBody(exchange.Body)
            ?? throw new ApiError(400, "Unable to decode request and retreive the required path or source_path parameter.");
        if (!path.StartsWith('/'))
        {
            throw new ApiError(400, $"The provided path ({path}) is not an absolute path.");
        }

        string normal = Normalize(path);
        if (!RemoteFiles.FileSystems.Any(system => normal == system || normal.StartsWith(system + "/", StringComparison.Ordinal)))
        {
            throw new ApiError(
                400, $"The provided path ({normal}) does not match any of the defined filesystem paths for the requested system ({exchange.SystemName}).");
        }

        return path;
    }

    private static string? FromQuery(Exchange exchange) => exchange.Query.Text("path") is { Length: > 0 } path ? path : null;

    private static string? FromBody(RequestBody? body)
    {
        if (body?.Json is { ValueKind: JsonValueKind.Object } json)
        {
            foreach (string name in BodyNames)
            {
                if (json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } path)
                {
                    return path;
                }
            }
        }

        return null;
    }

    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
