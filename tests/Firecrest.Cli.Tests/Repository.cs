namespace Firecrest.Cli.Tests;

/// <summary>Files of the repository that are written from the code.</summary>
internal static class Repository
{
    public static void Expect(string file, string text)
    {
        var path = Path.Combine(FindRoot(), file);
        if (Environment.GetEnvironmentVariable("FIRECREST_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(text, "FIRECREST_UPDATE_DOCS=1 writes {0} anew", file);
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(FindRoot(), file)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Firecrest.Client.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
