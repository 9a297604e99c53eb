using System.Text.Json;
using System.Text.Json.Nodes;
using Firecrest.Cli.Documents;

namespace Firecrest.Cli.Tests;

/// <summary>Compares documents with the schemas that the command prints: as much of JSON Schema as those use.</summary>
internal static class SchemaCheck
{
    public static void Fits(JsonObject document, string kind)
        => Faults(document, Kinds.All.Single(one => one.Name == kind).Schema(), "$").Should().BeEmpty("{0} is a {1}", document.ToJsonString(), kind);

    private static IEnumerable<string> Faults(JsonNode? node, JsonObject schema, string path)
    {
        var types = schema["type"] switch { JsonArray many => many.Select(type => type!.GetValue<string>()).ToList(), { } one => [one.GetValue<string>()], null => [] };
        if (types.Count > 0 && !types.Contains(TypeOf(node)) && !(TypeOf(node) == "integer" && types.Contains("number")))
        {
            yield return $"{path} is {TypeOf(node)}, not {string.Join('|', types)}";
        }

        if (node is JsonObject document)
        {
            var properties = schema["properties"]?.AsObject() ?? [];
            foreach (var name in (schema["required"]?.AsArray() ?? []).Select(one => one!.GetValue<string>()).Where(name => !document.ContainsKey(name)))
            {
                yield return $"{path}.{name} is missing";
            }

            foreach (var (name, value) in document)
            {
                if (properties[name] is not JsonObject inner)
                {
                    yield return $"{path}.{name} is not in the schema";
                    continue;
                }

                foreach (var fault in Faults(value, inner, $"{path}.{name}"))
                {
                    yield return fault;
                }
            }
        }

        if (node is JsonArray list && schema["items"] is JsonObject items)
        {
            foreach (var fault in list.SelectMany((item, i) => Faults(item, items, $"{path}[{i}]")))
            {
                yield return fault;
            }
        }
    }

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => node.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
    };
}
