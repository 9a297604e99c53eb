using Firecrest.Client;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/concepts/job-descriptions.md.</summary>
public sealed class JobSnippets
{
    private readonly StringWriter _console = new();

    /// <summary>What the snippets take for the console.</summary>
    private StringWriter Console => _console;

    [Fact]
    public void A_description_is_rendered_as_the_document_shows()
    {
        #region snippet job-description
        var job = JobDescription.FromScript("#!/bin/bash\n#SBATCH --nodes=1\nsrun ./simulate \"$CASE\"\n", "/home/me") with
        {
            Name = "simulate",
            TimeLimit = TimeSpan.FromHours(2),
            Nodes = 4,
            Dependencies = [JobDependency.AfterOk("4711")],
            Environment = new Dictionary<string, string> { ["CASE"] = "it's, \"case 1\"" },
        };
        Console.WriteLine(job.Render());
        #endregion

        string.Join('\n', RepositoryFiles.Lines("docs/concepts/job-descriptions.md")).Should().Contain($"```bash\n{_console.ToString().Trim()}\n```");
    }
}
