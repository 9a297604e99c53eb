using System.Text.Json.Nodes;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Tests;

/// <summary>Which of several places decides.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-settings-").FullName;
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<Setting, string> _commandLine = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_profile()
    {
        WriteFile("""
            // comments are allowed
            { "default": "one", "profiles": { "one": { "system": "of-profile", "account": "p", "url": "https://p.example/" }, "two": { "system": "of-two" } }, }
            """);
        _environment["F7T_SYSTEM"] = "of-alias";
        Make().Get(Setting.System).Should().Be("of-alias");
        _environment["FIRECREST_SYSTEM"] = "of-variable";
        Make().Get(Setting.System).Should().Be("of-variable");
        _commandLine[Setting.System] = "of-option";
        Make().Find(Setting.System)!.Source.Should().Be("--system");

        Make().Find(Setting.Account)!.Source.Should().Be("profile one");
        _environment["FIRECREST_PROFILE"] = "two";
        Make().Get(Setting.Account).Should().BeNull();
        Make().Get(Setting.Url).Should().BeNull("a profile is taken whole");
    }

    [Theory]
    [InlineData("""{ "profiles": { "a": { "sytem": "x" } } }""", "'sytem'")]
    [InlineData("""{ "profile": {} }""", "cannot be read")]
    [InlineData("{", "cannot be read")]
    [InlineData("""{ "profiles": null }""", "\"profiles\" has to be an object")]
    [InlineData("""{ "profiles": { "a": null } }""", "the profile 'a' has to be an object")]
    [InlineData("""{ "profiles": { "a": { "url": null } } }""", "'url' of the profile 'a' has to be a text")]
    [InlineData("""{ "default": "b", "profiles": { "a": {} } }""", "no profile 'b'")]
    public void A_wrong_file_is_refused_with_what_is_wrong(string text, string words)
    {
        WriteFile(text);

        FluentActions.Invoking(Make).Should().Throw<UsageException>().WithMessage($"*{words}*");
    }

    [Fact]
    public void A_file_may_begin_with_a_mark_and_hold_numbers()
    {
        WriteFile("""\uFEFF{ "default": "a", "profiles": { /* of */ "a": { "apiVersion": 2, }, } }""".Replace("\\uFEFF", "\uFEFF", StringComparison.Ordinal));

        Make().Get(Setting.ApiVersion).Should().Be("2");
    }

    [Fact]
    public async Task A_damaged_file_keeps_no_shell_from_starting_and_a_foreign_one_is_named()
    {
        WriteFile("{");
        var environment = CliProcess.EnvironmentFor(_folder, null);
        (await CliSite.Run(environment, ["completion", "bash"])).Succeeded();
        (await CliSite.Run(environment, ["schema", "job"])).Succeeded();
        (await CliSite.Run(environment, ["config", "path"])).Succeeded();

        environment["FIRECREST_CONFIG"] = Path.Combine(_folder, "firecrest.yml");
        File.WriteAllText(environment["FIRECREST_CONFIG"], "url: https://x\n");
        (await CliSite.Run(environment, ["systems"])).ErrorDocument["message"]!.GetValue<string>().Should().Contain("YAML file of pyFirecREST");
    }

    [Fact]
    public async Task Secrets_in_an_address_or_a_command_are_not_shown()
    {
        var environment = CliProcess.EnvironmentFor(_folder, null);
        environment["FIRECREST_URL"] = "http://user:hunter2@127.0.0.1:1/v2";
        environment["FIRECREST_TOKEN_COMMAND"] = "get-token --password hunter2";

        var shown = await CliSite.Run(environment, ["config", "show"]);
        var doctor = await CliSite.Run(environment, ["doctor", "--retry-for", "0s"]);

        shown.Succeeded().Output.Should().Contain("http://***@127.0.0.1:1/v2").And.Contain("get-token …");
        (shown.Output + doctor.Output + doctor.Error).Should().NotContain("hunter2");

        foreach (var address in new[] { "ftp://user:hunter2@host/", "user:hunter2@host", "http://user:hun/ter2@host/v2" })
        {
            environment["FIRECREST_URL"] = address;
            var refused = await CliSite.Run(environment, ["doctor"]);
            (refused.Output + refused.Error).Should().Contain("***@host").And.NotContain("ter2");
        }

        environment["FIRECREST_URL"] = "http://user:hün ter2@127.0.0.1:1/v2";
        (await CliSite.Run(environment, ["config", "show"])).Succeeded().Output.Should().Contain("http://***@127.0.0.1:1/v2").And.NotContain("ter2@");
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/")]
    public async Task Doctor_tells_of_a_secret_that_cannot_be_read(string file)
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        var environment = site.Environment();
        environment.Remove("FIRECREST_CLIENT_SECRET");

        var run = await CliSite.Run(environment, ["doctor", "--client-secret-file", file, "-o", "json"]);

        (run.ExitCode, run.ErrorCode).Should().Be((2, "USAGE"));
        Checks(run.Document("doctor")).Should().Contain([("token", false, true), ("api", false, false)]);
    }

    [Fact]
    public async Task Doctor_proves_the_secret_of_the_standard_input()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        (await site.Run("systems")).Succeeded();
        var environment = site.Environment();
        environment.Remove("FIRECREST_CLIENT_SECRET");

        (await CliSite.Run(environment, ["doctor", "--client-secret-stdin", "-o", "json"], site.Hpc.ClientSecret + "\n")).Succeeded().Document("doctor")["ok"]!.GetValue<bool>().Should().BeTrue();
        (await CliSite.Run(environment, ["doctor", "--client-secret-stdin", "-o", "json"], "wrong\n")).Should().Match<CliResult>(run => run.ExitCode == 4 && run.ErrorCode == "AUTHENTICATION");
    }

    [Theory]
    [InlineData("--token-file", "/t")]
    [InlineData("--token-command", "get-token")]
    [InlineData("--client-secret-file", "/s")]
    public async Task A_secret_of_the_standard_input_and_another_way_on_the_command_line_are_an_error(string option, string value)
    {
        var environment = CliProcess.EnvironmentFor(_folder, null);

        var run = await CliSite.Run(environment, ["auth", "token", "--client-secret-stdin", option, value, "-o", "json"], "secret\n");

        (run.ExitCode, run.ErrorCode).Should().Be((2, "USAGE"));
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain($"--client-secret-stdin and {option}");
    }

    [Fact]
    public async Task Doctor_waits_for_a_silent_peer_no_longer_than_for_a_request()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var environment = CliProcess.EnvironmentFor(_folder, null);
        environment["FIRECREST_URL"] = $"https://127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}/";

        var run = await CliSite.Run(environment, ["doctor", "--request-timeout", "1s", "-o", "json"]);

        (run.ExitCode, run.ErrorCode).Should().Be((7, "TEMPORARY"));
        Checks(run.Document("doctor")).Should().Contain(("connection", false, true));
    }

    [Fact]
    public async Task Doctor_leaves_the_name_to_a_proxy()
    {
        var environment = CliProcess.EnvironmentFor(_folder, null);
        environment["FIRECREST_URL"] = "https://firecrest.invalid/";
        environment["HTTPS_PROXY"] = "http://127.0.0.1:1";

        var run = await CliSite.Run(environment, ["doctor", "-o", "json"]);

        Checks(run.Document("doctor")).Should().Contain([("name", true, true), ("connection", true, true)]);
    }

    [Fact]
    public void A_secret_in_a_file_that_others_can_read_is_refused()
    {
        WriteFile("""{ "default": "a", "profiles": { "a": { "clientSecret": "s3cret" } } }""");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        FluentActions.Invoking(Make).Should().Throw<UsageException>().WithMessage("*chmod 600*").Which.Message.Should().NotContain("s3cret");

        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Make().Get(Setting.ClientSecret).Should().Be("s3cret");
    }

    [Fact]
    public void Of_two_ways_to_a_token_the_one_set_closer_to_the_call_is_taken_and_two_at_one_place_are_an_error()
    {
        WriteFile("""{ "default": "a", "profiles": { "a": { "tokenFile": "/t" } } }""");
        Identity.Choose(Make())!.Value.Way.Should().Be(Setting.TokenFile);
        _environment["FIRECREST_TOKEN_COMMAND"] = "oidc-token x";
        Identity.Choose(Make())!.Value.Way.Should().Be(Setting.TokenCommand);
        _environment["FIRECREST_CLIENT_SECRET"] = "s";
        FluentActions.Invoking(() => Identity.Choose(Make())).Should().Throw<UsageException>().WithMessage("*FIRECREST_CLIENT_SECRET and FIRECREST_TOKEN_COMMAND are both set*");
        _commandLine[Setting.TokenFile] = "/u";
        Identity.Choose(Make())!.Value.Value.Value.Should().Be("/u");
    }

    [Fact]
    public async Task A_secret_on_the_command_line_has_to_be_insisted_on()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        var environment = site.Environment();
        environment.Remove("FIRECREST_CLIENT_SECRET");
        var secretFile = site.WriteLocal(site.Hpc.ClientSecret + "\n");

        var refused = await CliSite.Run(environment, ["systems", "--client-secret", site.Hpc.ClientSecret]);
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("--client-secret-stdin").And.NotContain(site.Hpc.ClientSecret);
        (await CliSite.Run(environment, ["systems", "--no-cache", "--client-secret", site.Hpc.ClientSecret, "--allow-secret-argument"])).Succeeded();
        (await CliSite.Run(environment, ["systems", "--no-cache", "--client-secret-stdin"], site.Hpc.ClientSecret + "\n")).Succeeded();
        (await CliSite.Run(environment, ["systems", "--no-cache", "--client-secret-file", secretFile])).Succeeded();
    }

    [Fact]
    public async Task Doctor_tells_what_came_from_where_and_which_step_fails()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();

        var well = (await site.Run("doctor", "-o", "json")).Succeeded();
        var document = well.Document("doctor");
        document["checks"]!.AsArray().Select(check => check!["name"]!.GetValue<string>())
            .Should().Equal("address", "name", "connection", "token", "api", "system", "user", "scheduler", "file system");
        document["settings"]!.AsArray().Should().Contain(setting => setting!["name"]!.GetValue<string>() == "url" && setting["source"]!.GetValue<string>() == "FIRECREST_URL");
        well.Output.Should().NotContain(site.Hpc.ClientSecret);

        var environment = site.Environment();
        environment["FIRECREST_CLIENT_SECRET"] = "wrong";
        var ill = await CliSite.Run(environment, ["doctor", "-o", "json"]);
        ill.ExitCode.Should().Be(4);
        ill.ErrorCode.Should().Be("AUTHENTICATION");
        Checks(ill.Document("doctor")).Should().Contain([("token", false, true), ("api", false, false)]);
        var table = await CliSite.Run(environment, ["doctor"]);
        table.Output.Should().Contain("FAILED  token").And.NotContain("wrong");
    }

    [Fact]
    public async Task The_configuration_is_shown_found_and_made()
    {
        var environment = CliProcess.EnvironmentFor(_folder, null);

        (await CliSite.Run(environment, ["config", "path"])).Succeeded().Output.Should().Be(FilePath + "\n");
        (await CliSite.Run(environment, ["config", "init", "-o", "json"])).Succeeded().Document("action")["path"]!.GetValue<string>().Should().Be(FilePath);
        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await CliSite.Run(environment, ["config", "init", "-o", "json"])).Should().Match<CliResult>(run => run.ExitCode == 8 && run.ErrorCode == "WRONG_STATE");
        var shown = (await CliSite.Run(environment, ["config", "show", "-o", "json"])).Succeeded().Documents("configuration");
        shown.Single(setting => setting["name"]!.GetValue<string>() == "url")["source"]!.GetValue<string>().Should().Be("profile example");
        (await CliSite.Run(environment, ["systems", "--profile", "other", "-o", "json"])).ErrorDocument["message"]!.GetValue<string>().Should().Contain("there are example");
        (await CliSite.Run(environment, ["config", "init", "--config", Path.Combine(_folder, "other", "c.json")])).Succeeded();
        File.Exists(Path.Combine(_folder, "other", "c.json")).Should().BeTrue();
        (await CliSite.Run(environment, ["systems", "--config", "/no/file", "-o", "json"])).ExitCode.Should().Be(2);
    }

    private static IEnumerable<(string, bool, bool)> Checks(JsonObject doctor)
        => doctor["checks"]!.AsArray().Select(check => (check!["name"]!.GetValue<string>(), check["ok"]!.GetValue<bool>(), check["tried"]!.GetValue<bool>()));

    private string FilePath => Path.Combine(_folder, ".config/firecrest/config.json");

    private void WriteFile(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
    }

    private Settings Make() => new(_commandLine.GetValueOrDefault, name => name == "HOME" ? _folder : _environment.GetValueOrDefault(name));
}
