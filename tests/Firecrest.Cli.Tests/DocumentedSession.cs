namespace Firecrest.Cli.Tests;

/// <summary>The session in README.md is what a terminal shows when its lines are typed.</summary>
/// <remarks>With <c>FIRECREST_UPDATE_DOCS=1</c> in the environment the test records it anew.</remarks>
public sealed class DocumentedSession
{
    private const string Begin = "```console\n";

    [Fact]
    public async Task The_session_runs_as_it_is_shown()
    {
        var readme = Repository.Read("README.md");
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf("```", start, StringComparison.Ordinal);
        var typed = readme[start..end].Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        typed.Should().NotBeEmpty();

        Repository.Expect("README.md", readme[..start] + await Record(typed) + readme[end..]);
    }

    private static async Task<string> Record(IEnumerable<string> lines)
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        File.WriteAllLines(Path.Combine(site.Folder, "typed"), lines);
        var program = string.Join(' ', CliProcess.Program.Select(word => $"'{word}'"));
        var shell = $$"""
            firecrest() { {{program}} "$@"; }
            cd "$HOME"
            while IFS= read -r line <&3; do
                echo "\$ $line"
                eval "$line" 2>&1
            done 3<typed
            """;
        using var process = CliProcess.StartOpen(site.Environment(), ["bash", "-c", shell]);
        return (await process.End()).Output;
    }
}
