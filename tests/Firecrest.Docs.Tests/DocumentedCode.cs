namespace Firecrest.Docs.Tests;

/// <summary>Each C# block of the documentation is a region of a test that is compiled and run, letter by letter.</summary>
public sealed class DocumentedCode
{
    private const string Fence = "```";

    public static TheoryData<string, int, string> Blocks => [.. RepositoryFiles.Documents.SelectMany(ReadBlocks)];

    [Fact]
    public void There_is_code_to_look_at() => Blocks.Should().NotBeEmpty();

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_stands_in_a_test(string document, int line, string code)
        => Snippets().Values.Should().Contain(code, $"the block at {document}:{line} must be a '#region snippet' of tests/Firecrest.Docs.Tests/Snippets");

    [Fact]
    public void Every_snippet_is_shown_somewhere()
    {
        var shown = Blocks.Select(row => row.Data.Item3).ToHashSet();

        Snippets().Where(snippet => !shown.Contains(snippet.Value)).Select(snippet => snippet.Key).Should().BeEmpty();
    }

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        var dead = from document in RepositoryFiles.Documents
                   from line in RepositoryFiles.Lines(document)
                   from target in Targets(line)
                   where !target.Contains("://", StringComparison.Ordinal) && target[0] != '#'
                   let path = Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(document)!, target.Split('#')[0])
                   where !Path.Exists(path)
                   select $"{document}: {target}";

        dead.Should().BeEmpty();
    }

    private static IEnumerable<string> Targets(string line)
        => line.Split("](").Skip(1).Select(rest => rest.Split(')')[0]).Where(target => target.Length > 0);

    private static IEnumerable<TheoryDataRow<string, int, string>> ReadBlocks(string document)
    {
        var lines = RepositoryFiles.Lines(document);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == Fence + "csharp")
            {
                var end = Array.FindIndex(lines, i + 1, text => text.Trim() == Fence);
                yield return new(document, i + 1, Text(lines[(i + 1)..end]));
                i = end;
            }
        }
    }

    private static Dictionary<string, string> Snippets()
    {
        var snippets = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests/Firecrest.Docs.Tests/Snippets"), "*.cs"))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim().StartsWith("#region snippet", StringComparison.Ordinal))
                {
                    var end = Array.FindIndex(lines, i, text => text.Trim() == "#endregion");
                    snippets.Add($"{Path.GetFileName(file)}: {lines[i].Trim()}", Text(lines[(i + 1)..end]));
                }
            }
        }

        return snippets;
    }

    /// <summary>The lines without the indentation that they share.</summary>
    private static string Text(string[] lines)
    {
        var indentation = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indentation ? line[indentation..].TrimEnd() : "")).Trim('\n');
    }
}
