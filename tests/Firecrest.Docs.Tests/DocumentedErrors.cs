using Firecrest.Client;

namespace Firecrest.Docs.Tests;

public sealed class DocumentedErrors
{
    [Fact]
    public void Each_exception_has_its_row_and_each_row_its_exception()
    {
        var rows = RepositoryFiles.Lines("docs/errors.md").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var exported = typeof(FirecrestException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(FirecrestException))).Select(type => type.Name);

        rows.Select(row => row.Split('`')[1]).Should().BeEquivalentTo(exported);
        rows.Should().OnlyContain(row => row.Split('|', StringSplitOptions.RemoveEmptyEntries).Count(cell => cell.Trim().Length > 0) == 4, "when, again, and what to do are told");
    }
}
