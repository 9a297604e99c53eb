using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Cli.Output;

/// <summary>A kind of document that this program prints, for its schema.</summary>
internal abstract class DocumentKind(string name, string meaning)
{
    private static readonly JsonSchemaExporterOptions SchemaOptions = new() { TreatNullObliviousAsNonNullable = true };

    public string Name => name;

    public string Meaning => meaning;

    protected abstract JsonTypeInfo Type { get; }

    public JsonObject Schema()
    {
        var schema = Type.GetJsonSchemaAsNode(SchemaOptions).AsObject();
        var head = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = name, ["description"] = meaning };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            head[key] = value;
        }

        return head;
    }
}

/// <summary>How documents of one kind are printed in every form.</summary>
/// <param name="name">The name of the kind, as <c>schema</c> takes it.</param>
/// <param name="meaning">What it describes.</param>
/// <param name="type">How it becomes JSON.</param>
/// <param name="id">The one word that stands for it.</param>
/// <param name="columns">Its columns in a table.</param>
internal sealed class DocumentKind<T>(string name, string meaning, Func<JsonTypeInfo<T>> type, Func<T, string> id, params Column<T>[] columns) : DocumentKind(name, meaning)
{
    /// <summary>Made when it is needed: a command needs one or two of many.</summary>
    public JsonTypeInfo<T> Json => type();

    public Func<T, string> Id => id;

    public IReadOnlyList<Column<T>> Columns => columns;

    protected override JsonTypeInfo Type => Json;
}
