using System.Text.RegularExpressions;

namespace Firecrest.Docs.Tests;

/// <summary>docs/migration-from-pyfirecrest.md has a row for all that pyFirecREST has, and names what there is here: one half for each generation.</summary>
public sealed class DocumentedMigration
{
    private const string SecondHalf = "## From the v1 clients";

    private static readonly string[] Document = RepositoryFiles.Lines("docs/migration-from-pyfirecrest.md");

    public static TheoryData<string, string, string[]> Known { get; } = [.. ReadList("v2"), .. ReadList("v1")];

    [Theory, MemberData(nameof(Known))]
    public void A_name_of_pyFirecREST_has_a_row_with_its_counterparts(string half, string python, string[] members)
    {
        var rows = Half(half).Where(line => Regex.IsMatch(line, $@"^\| `{Regex.Escape(python)}[(`]")).ToList();

        var row = rows.Should().ContainSingle($"{python} is to be found").Which;
        members.Where(member => !PublicNames.Exists(member)).Should().BeEmpty();
        members.Where(member => !Regex.IsMatch(row, $@"\b{member.Split('.')[^1]}`")).Should().BeEmpty("they stand for {0}", python);
        (members.Length == 0).Should().Be(row.Split('|')[2].Trim() == "–", "a dash stands for nothing");
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("v1")]
    public void Each_row_stands_in_the_list(string half)
        => Half(half).Select(line => Regex.Match(line, @"^\| `([\w.]+)[(`][^|]*\|")).Where(match => match.Success && !match.Value.Contains("`ExternalUpload`", StringComparison.Ordinal))
            .Select(match => match.Groups[1].Value).Should().BeEquivalentTo(Known.Where(row => row.Data.Item1 == half).Select(row => row.Data.Item2));

    private static IEnumerable<string> Half(string half)
        => half == "v2" ? Document.TakeWhile(line => line != SecondHalf) : Document.SkipWhile(line => line != SecondHalf);

    private static IEnumerable<TheoryDataRow<string, string, string[]>> ReadList(string half)
    {
        using var reader = new StreamReader(typeof(DocumentedMigration).Assembly.GetManifestResourceStream($"pyfirecrest-{half}.txt")!);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var cells = line.Split(" | ", StringSplitOptions.TrimEntries);
            yield return new(half, cells[0], cells[1] == "-" ? [] : cells[1].Split(", "));
        }
    }
}
