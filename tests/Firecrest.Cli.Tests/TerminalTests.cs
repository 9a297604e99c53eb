namespace Firecrest.Cli.Tests;

/// <summary>What is different on a terminal, of which <c>script</c> makes one.</summary>
public sealed class TerminalTests(CliSite site)
{
    private const string Escape = "\u001b";

    [Fact]
    public async Task A_table_has_colours_on_a_terminal_unless_they_are_not_wanted()
    {
        (await OnTerminal("systems", "-o", "table")).Should().Contain(Escape + "[").And.Contain("emulator");
        (await OnTerminal("systems", "-o", "table", "--no-color")).Should().NotContain(Escape).And.Contain("emulator");
    }

    [Fact]
    public async Task Json_is_indented_on_a_terminal_and_has_no_colours()
        => (await OnTerminal("systems", "-o", "json")).Should().Contain("    \"name\": \"emulator\"").And.NotContain(Escape);

    [Fact]
    public async Task Remote_text_cannot_steer_the_terminal()
    {
        var file = site.WriteRemote("title \u001b]0;gotcha\u0007 [red]not markup[/red] \u001b[2J end\n\ttab \u202eturned\n");

        var shown = await OnTerminal("file", "cat", file);

        shown.Should().NotContain(Escape).And.Contain("title \\x1b]0;gotcha\\x07 [red]not markup[/red] \\x1b[2J end").And.Contain("\ttab \\u202eturned");
        (await OnTerminal("file", "cat", "--raw", file)).Should().Contain(Escape + "[2J");
    }

    [Fact]
    public async Task Json_on_a_terminal_turns_no_writing_around()
    {
        var file = site.WriteRemote("a\u202eb\u0085c\nd");

        var shown = await OnTerminal("file", "cat", file, "-o", "json");

        shown.Should().Contain("a\\u202Eb\\u0085c\\nd".Replace("\\u202E", "\\u202e", StringComparison.Ordinal)).And.NotContain("\u202e");
        (await site.Run("file", "cat", file, "-o", "json")).Succeeded().Output.Should().Contain("\u202e");
    }

    [Fact]
    public async Task Raw_bytes_are_the_same_on_a_terminal()
    {
        byte[] bytes = [0x61, 0xff, 0xfe, 0x1b, 0x62];
        using var process = StartOnTerminal(site, "file", "cat", site.WriteRemote(bytes, "bytes"), "--raw");

        (await process.End()).Bytes.Should().Equal(bytes);
    }

    [Fact]
    public async Task Watch_is_a_live_table_on_a_terminal()
    {
        var id = await site.Submit("exit 0");

        var shown = await OnTerminal("job", "watch", id, "--poll", "50ms");

        shown.Should().Contain(Escape).And.Contain("COMPLETED").And.Contain("PARTITION");
    }

    [Fact]
    public async Task A_transfer_shows_progress_on_a_terminal_only()
    {
        var file = site.WriteRemote("text");

        (await OnTerminal("file", "download", file, site.Folder)).Should().Contain("download file.txt").And.Contain("100%").And.Contain("4 bytes").And.NotContain("0/100");
        (await site.Run("file", "download", file, site.Folder)).Succeeded().Error.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wait_shows_what_it_waits_for_on_a_terminal_only()
    {
        var id = await site.Submit("exit 0");

        (await OnTerminal("job", "wait", id, "--poll", "50ms")).Should().Contain($"Job {id}").And.Contain(Escape + "[?25l", "the cursor is hidden while something moves");
        (await site.Run("job", "wait", id, "--poll", "50ms")).Succeeded().Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_wait_leaves_its_result_on_the_terminal(int jobs)
    {
        var ids = new List<string>();
        for (var i = 0; i < jobs; i++)
        {
            ids.Add(await site.Submit("exit 0"));
        }

        var shown = await OnTerminal(["job", "wait", .. ids, "--poll", "50ms"]);

        var left = shown[(shown.LastIndexOf(Escape + "[?25h", StringComparison.Ordinal) + 1)..];
        left.Should().Contain("PARTITION").And.ContainAll(ids).And.NotContain(Escape + "[2K", "nothing of it is erased");
    }

    [Fact]
    public async Task A_download_to_the_terminal_is_harmless_text_without_a_bar()
    {
        var file = site.WriteRemote("title \u001b]0;gotcha\u0007 end\n");

        (await OnTerminal("file", "download", file, "-")).ReplaceLineEndings("\n").Should().Be("title \\x1b]0;gotcha\\x07 end\n");
    }

    [Fact]
    public async Task The_second_Ctrl_C_shows_the_cursor_again()
    {
        await using var own = new TransferCommandTests.SmallParts();
        await own.InitializeAsync();
        own.Hpc.Faults.On(HttpMethod.Put, "/staging/*").Always().Delay(TimeSpan.FromHours(1));
        own.Hpc.Faults.On(HttpMethod.Delete, "*").Always().Delay(TimeSpan.FromHours(1));
        var local = own.WriteLocal(new string('x', 200_000));
        using var process = StartOnTerminal(own, "file", "upload", local, $"{own.MakeRemoteFolder()}/large", "--poll", "50ms");
        await own.Requested(HttpMethod.Put);

        process.Type("\u0003");
        await own.Requested(HttpMethod.Delete);
        process.Type("\u0003");
        var run = await process.End();

        run.ExitCode.Should().Be(130);
        run.Output.Should().Contain(Escape + "[?25l").And.EndWith(Escape + "[?25h");
    }

    [Fact]
    public async Task Ctrl_C_on_the_terminal_cancels_the_job()
    {
        using var process = StartOnTerminal(site, "job", "run", site.Script("echo started; sleep 600"), "--workdir", site.Home, "--poll", "50ms", "--settle", "0s");
        await process.ReadUntil(line => line.Trim() == "started");

        process.Type("\u0003");
        var run = await process.End();

        run.ExitCode.Should().Be(130);
        run.Output.Should().Contain("Cancelled job emulator/");
    }

    private async Task<string> OnTerminal(params string[] arguments)
    {
        using var process = StartOnTerminal(site, arguments);
        var run = await process.End();
        run.ExitCode.Should().Be(0, run.Output);
        return run.Output;
    }

    private static CliProcess StartOnTerminal(CliSite site, params string[] arguments)
    {
        var line = string.Join(' ', CliProcess.Program.Concat(arguments).Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        return CliProcess.StartOpen(site.Environment(), ["script", "-qefc", line, "/dev/null"]);
    }
}
