using Firecrest.Client.V1;

namespace Firecrest.Docs.Tests;

/// <summary>The tables of docs/endpoints.md are rendered from the list of operations and the methods themselves.</summary>
/// <remarks>With <c>FIRECREST_UPDATE_DOCS=1</c> in the environment the test writes them into the document.</remarks>
public sealed class DocumentedEndpoints
{
    private const string Document = "docs/endpoints.md";
    private const string Begin = "<!-- The tables are rendered by a test: DocumentedEndpoints. -->";

    [Fact]
    public void The_tables_are_those_of_the_list()
    {
        var text = string.Join('\n', RepositoryFiles.Lines(Document));
        var expected = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Tables();
        if (Environment.GetEnvironmentVariable("FIRECREST_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(RepositoryFiles.Root, Document), expected + "\n");
        }

        string.Join('\n', RepositoryFiles.Lines(Document)).Should().Be(expected, "FIRECREST_UPDATE_DOCS=1 writes the tables anew");
    }

    private static string Tables() => Tables("V2", ListedOperation.V2) + Tables("V1", ListedOperation.V1);

    private static string Tables(string family, IReadOnlyList<ListedOperation> operations)
        => string.Concat(operations.GroupBy(row => row.Group).Select(group => $"""


            ## client.{family}.{group.Key}

            | Operation | Methods | Takes, besides the system | Answers | Helpers |
            |---|---|---|---|---|
            {string.Join('\n', group.Select(Row))}
            """));

    private static string Row(ListedOperation row)
    {
        var method = row.Methods[0];
        var takes = method.GetParameters().Where(p => p.Name is not ("systemName" or "cancellationToken")).Select(p => $"`{p.Name}{(p.HasDefaultValue ? "?" : "")}`");
        var methods = row.Methods.Select((one, index) => $"`{(index == 0 ? row.Group + "." : "")}{one.Name}`, `{one.Name}Async`");
        return $"| `{row.Operation}` | {string.Join(", ", methods)} | {Cell(takes)} | {Answer(method.ReturnType, method.Name)} | {Cell(row.Helpers.Select(helper => $"`{helper}`"))} |";
    }

    private static string Cell(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } text ? text : "–";

    private static string Answer(Type type, string method) => type switch
    {
        _ when type == typeof(void) => "–",
        _ when type == typeof(string) => method == "SubmitJob" ? "the job's id" : "text",
        _ when type == typeof(byte[]) => "bytes",
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(TaskTicket<>) => $"task: {Answer(type.GetGenericArguments()[0], method)}",
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => $"by name, {Answer(type.GetGenericArguments()[1], method)}",
        { IsGenericType: true } => $"list of `{type.GetGenericArguments()[0].Name}`",
        _ => $"`{type.Name}`",
    };
}
