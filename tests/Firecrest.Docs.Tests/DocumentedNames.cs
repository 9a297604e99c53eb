using System.Text.RegularExpressions;

namespace Firecrest.Docs.Tests;

/// <summary>What documents name in code type is there.</summary>
public sealed partial class DocumentedNames
{
    [Fact]
    public void Each_member_that_a_document_names_exists()
    {
        var missing = from document in RepositoryFiles.Documents
                      from line in RepositoryFiles.Lines(document)
                      from Match match in Member().Matches(line)
                      let name = match.Groups[1].Value.Replace("client.", "FirecrestClient.", StringComparison.Ordinal)
                      where PublicNames.IsType(name.Split('.')[0]) && !PublicNames.Exists(name)
                      select $"{document}: {name}";

        missing.Should().BeEmpty();
    }

    /// <summary>In backticks, a type and its member, or a chain of members of <c>client</c>.</summary>
    [GeneratedRegex(@"`((?:client|[A-Z]\w*)(?:\.[A-Z]\w*)+)")]
    private static partial Regex Member();
}
