using Firecrest.Cli.Configuration;
using Firecrest.Cli.Tokens;

namespace Firecrest.Cli.Tests;

/// <summary>Nothing is read from or kept in the directory that a command happens to run in.</summary>
public sealed class HomeTests(CliSite site)
{
    [Fact]
    public void Without_a_home_the_folders_are_that_of_the_user_or_none()
    {
        foreach (var path in new[] { TokenStore.DefaultFolder(_ => null), ConfigurationFile.DefaultPath(_ => ""), TokenStore.DefaultFolder(_ => "relative"), ConfigurationFile.DefaultPath(_ => "relative") })
        {
            (path is null || Path.IsPathRooted(path)).Should().BeTrue(path);
        }
    }

    [Fact]
    public async Task A_relative_directory_in_the_environment_is_ignored()
    {
        var environment = site.Environment();
        environment["HOME"] = Directory.CreateTempSubdirectory("firecrest-home-").FullName;
        environment["XDG_CACHE_HOME"] = environment["XDG_CONFIG_HOME"] = "relative-" + Guid.NewGuid().ToString("N");

        (await CliSite.Run(environment, ["systems"])).Succeeded();

        Directory.Exists(environment["XDG_CACHE_HOME"]).Should().BeFalse();
        Directory.GetFiles(Path.Combine(environment["HOME"], ".cache/firecrest/tokens"), "*.json").Should().ContainSingle();
        (await CliSite.Run(environment, ["config", "path"])).Succeeded().Output.Should().Be(Path.Combine(environment["HOME"], ".config/firecrest/config.json") + "\n");
        Directory.Delete(environment["HOME"], recursive: true);
    }
}
