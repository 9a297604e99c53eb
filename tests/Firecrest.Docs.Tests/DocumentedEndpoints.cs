using System.Reflection;

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

    private static string Tables()
        => string.Concat(ListedOperation.All.GroupBy(row => row.Group).Select(group => $"""


            ## client.V2.{group.Key}

            | Operation | Methods | Takes, besides the system | Answers | Helpers |
            |---|---|---|---|---|
            {string.Join('\n', group.Select(Row))}
            """));

    private static string Row(ListedOperation row)
    {
        var takes = row.Method.GetParameters().Where(p => p.Name is not ("systemName" or "cancellationToken")).Select(p => $"`{p.Name}{(p.HasDefaultValue ? "?" : "")}`");
        var helpers = row.Helpers.Select(helper => $"`{helper}`");
        return $"| `{row.Operation}` | `{row.Group}.{row.Method.Name}`, `{row.Method.Name}Async` | {Cell(takes)} | {Answer(row.Method)} | {Cell(helpers)} |";
    }

    private static string Cell(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } text ? text : "–";

    private static string Answer(MethodInfo method)
        => method.ReturnType == typeof(void) ? "–"
            : method.ReturnType == typeof(string) ? method.Name == "SubmitJob" ? "the job's id" : "text"
            : method.ReturnType == typeof(byte[]) ? "bytes"
            : method.ReturnType.IsGenericType ? $"list of `{method.ReturnType.GetGenericArguments()[0].Name}`"
            : $"`{method.ReturnType.Name}`";
}
