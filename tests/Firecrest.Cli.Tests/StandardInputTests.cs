using System.Security.Cryptography;

namespace Firecrest.Cli.Tests;

/// <summary>Standard input has one reader, however many things are read from it.</summary>
public sealed class StandardInputTests(CliSite site)
{
    [Theory]
    [InlineData(10)]
    [InlineData(20_000)]
    public async Task What_follows_the_secret_is_uploaded_whole(int length)
    {
        var data = Convert.ToHexString(RandomNumberGenerator.GetBytes(length / 2));
        var remote = $"{site.MakeRemoteFolder()}/x";

        (await site.RunWith($"{site.Hpc.ClientSecret}\n{data}", "file", "upload", "-", remote, "--client-secret-stdin", "--no-cache")).Succeeded();

        File.ReadAllText(site.Hpc.GetLocalPath(remote)).Should().Be(data);
    }

    [Fact]
    public async Task What_follows_the_secret_is_the_script_or_the_ids()
    {
        var input = $"{site.Hpc.ClientSecret}\n#!/bin/bash\necho grüß\n";
        var id = (await site.RunWith(input, "job", "submit", "-", "--workdir", site.Home, "--client-secret-stdin", "--no-cache", "-o", "id")).Succeeded().Output.Trim();

        (await site.Run("job", "meta", id, "-o", "json")).Succeeded().Document("job-metadata")["script"]!.GetValue<string>().Should().Contain("echo grüß");
        (await site.RunWith($"{site.Hpc.ClientSecret}\r\n{id}\n", "job", "status", "--ids-from", "-", "--client-secret-stdin", "--no-cache", "-o", "id")).Succeeded().Output.Should().Be($"{id}\n");
    }

    [Fact]
    public async Task A_token_command_does_not_read_it()
    {
        var token = (await site.Run("auth", "token")).Succeeded().Output.Trim();
        var environment = site.Environment();
        environment.Remove("FIRECREST_CLIENT_SECRET");
        var remote = $"{site.MakeRemoteFolder()}/x";

        (await CliSite.Run(environment, ["file", "upload", "-", remote, "--token-command", $"sh -c 'cat; echo {token}'"], "data")).Succeeded();

        File.ReadAllText(site.Hpc.GetLocalPath(remote)).Should().Be("data");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task The_first_signal_ends_a_command_that_reads_it(string signal, int exitCode)
    {
        var file = site.WriteRemote("x");
        using var process = CliProcess.StartOpen(site.Environment(), ["sh", "-c", "exec \"$@\" 2>&1", "sh", .. CliProcess.Program, "rm", file]);
        await process.ReadText("[y/N]: ");

        process.Signal(signal);
        var run = await process.End();

        run.ExitCode.Should().Be(exitCode);
        File.Exists(site.Hpc.GetLocalPath(file)).Should().BeTrue();
    }
}
