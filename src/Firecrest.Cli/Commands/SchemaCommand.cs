using System.CommandLine;
using System.Text.Json;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;

namespace Firecrest.Cli.Commands;

/// <summary>The JSON Schema of what is printed.</summary>
internal static class SchemaCommand
{
    public const string Name = "schema";

    public static Command Create(CommandFactory factory)
    {
        var name = new Argument<string?>("kind") { Description = "The kind of document; without one, the kinds are listed.", Arity = ArgumentArity.ZeroOrOne };
        return factory.Create(Name, "Prints the JSON Schema of a kind of document.", [name], session =>
        {
            if (session.Get(name!) is not { Length: > 0 } wanted)
            {
                session.Results.WriteList(Kinds.Kind, [.. Kinds.All.Select(kind => new KindDocument(kind.Name, kind.Meaning))]);
                return Task.CompletedTask;
            }

            var kind = Kinds.All.FirstOrDefault(kind => kind.Name == wanted)
                ?? throw new OutcomeException(ExitCode.NotFound, $"There is no kind '{wanted}'. There are {string.Join(", ", Kinds.All.Select(one => one.Name))}.");
            session.Results.WriteText(Text(kind, indented: session.Results.Format == OutputFormat.Table || session.Results.IsTerminal));
            return Task.CompletedTask;
        });
    }

    public static string Text(DocumentKind kind, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            kind.Schema().WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
