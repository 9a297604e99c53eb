using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Identities;

/// <summary>Over real processes, which take real time: little, and no test depends on how much.</summary>
public sealed class TokenCommandAuthTests : IDisposable
{
    /// <summary>Far above what a busy machine needs, far below what the scripts here would sleep.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Folder _folder = new();

    public TokenCommandAuthTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands here are shell scripts.");

    public void Dispose() => _folder.Dispose();

    [Theory, SyncAndAsync]
    public async Task The_word_that_the_command_prints_is_the_token(Mode mode)
    {
        var token = await GetToken(mode, Script("echo t0ken"));

        (token.HeaderValue, token.ExpiresOn, token.CanBeKept).Should().Be(("Bearer t0ken", null, true));
    }

    [Theory, SyncAndAsync]
    public async Task What_goes_to_standard_error_is_no_part_of_the_token(Mode mode)
        => (await GetToken(mode, Script("exec 2>/dev/null; echo careful >&2; printf t0ken; echo careful >&2"))).Value.Should().Be("t0ken");

    [Theory, SyncAndAsync]
    public async Task Arguments_are_passed_as_they_are(Mode mode)
    {
        string[] arguments = ["a b", "", "'single'", "\"double\"", "$HOME `id` $(id)", "back\\slash\\", "*", "; rm -rf .", "ä", "--", "line\nbreak"];
        var script = _folder.Write("script", $"""for a; do printf '%s\0' "$a" >> '{_folder["seen"]}'; done; echo t0ken""");

        await GetToken(mode, new TokenCommandAuth("sh", [script, .. arguments]));

        (await File.ReadAllTextAsync(_folder["seen"], TestContext.Current.CancellationToken)).Split('\0')[..^1].Should().Equal(arguments);
    }

    [Theory, SyncAndAsync]
    public async Task Nothing_is_taken_for_a_shell(Mode mode)
    {
        // With a shell this would print a token.
        var failure = await Fails(mode, new TokenCommandAuth("echo t0ken"));

        failure.Message.Should().StartWith("The token command 'echo t0ken' cannot be started: ");
    }

    [Theory, SyncAndAsync]
    public async Task A_command_that_fails_is_reported_by_its_exit_code_and_not_by_what_it_printed(Mode mode)
    {
        var failure = await Fails(mode, Script("echo s3cret; exit 3"));

        failure.Message.Should().Be("The token command 'sh' ended with exit code 3; its standard error says why.");
    }

    [Theory]
    [InlineData("true", "nothing")]
    [InlineData("echo", "nothing")]
    [InlineData("echo s3cret s3cret", "several words")]
    [InlineData("echo s3cret; echo s3cret", "several words")]
    [InlineData("echo 'Error: log in first (s3cret)'", "several words")]
    public async Task A_command_that_prints_no_single_word_is_reported(string script, string printed)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            (await Fails(mode, Script(script))).Message.Should().Be($"The token command 'sh' printed {printed} instead of one token.");
        }
    }

    [Theory]
    [InlineData(@"printf 's3cret-\001'")]
    [InlineData(@"printf 's3cret-\303\244'")]
    public async Task A_word_that_no_header_can_carry_is_reported_as_any_other_failure(string script)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            (await Fails(mode, Script(script))).Message.Should().StartWith("The token command 'sh' printed ");
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_command_that_does_not_exist_is_reported_by_its_name(Mode mode)
    {
        var failure = await Fails(mode, new TokenCommandAuth(_folder["missing"], "s3cret"));

        failure.Message.Should().StartWith($"The token command '{_folder["missing"]}' cannot be started: ");
    }

    [Theory, SyncAndAsync]
    public async Task A_long_output_is_read_to_its_end(Mode mode)
    {
        var token = await GetToken(mode, Script("i=0; while [ $i -lt 3000 ]; do printf '%050d' $i; i=$((i+1)); done"));

        token.Value.Should().HaveLength(150_000, "a pipe holds 65,536");
    }

    [Theory, SyncAndAsync]
    public async Task A_command_that_hangs_is_ended_at_the_time_limit_with_its_children(Mode mode)
    {
        var script = _folder.Write("script", $"sleep 60 & echo $! > '{_folder["child"]}'; echo $$ > '{_folder["self"]}'; wait");
        var authorization = new TokenCommandAuth("sh", script) { TimeLimit = TimeSpan.FromMilliseconds(300) };
        var started = Stopwatch.GetTimestamp();

        var failure = await Fails(mode, authorization);

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Soon);
        failure.Message.Should().Be("The token command 'sh' was ended since it took longer than 00:00:00.3000000.");
        HasEnded("self").Should().BeTrue();
        HasEnded("child").Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_process_that_a_command_leaves_behind_is_not_waited_for_longer_than_the_time_limit(Mode mode)
    {
        var script = _folder.Write("script", $"sleep 60 & echo $! > '{_folder["child"]}'; echo t0ken");
        var authorization = new TokenCommandAuth("sh", script) { TimeLimit = TimeSpan.FromMilliseconds(300) };
        var started = Stopwatch.GetTimestamp();

        await FluentActions.Awaiting(() => GetToken(mode, authorization)).Should().ThrowAsync<FirecrestAuthenticationException>();

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Soon);
        Kill("child");
    }

    [Theory, SyncAndAsync]
    public async Task A_cancelled_call_ends_its_command(Mode mode)
    {
        var script = _folder.Write("script", $"echo $$ > '{_folder["writing"]}'; mv '{_folder["writing"]}' '{_folder["self"]}'; sleep 60");
        using var cancellation = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();

        var call = GetToken(mode, new TokenCommandAuth("sh", script), cancellation.Token);
        SpinWait.SpinUntil(() => File.Exists(_folder["self"]), Soon).Should().BeTrue();
        await cancellation.CancelAsync();

        var failure = await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        failure.Which.CancellationToken.Should().Be(cancellation.Token);
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Soon);
        HasEnded("self").Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_call_that_is_cancelled_before_it_begins_starts_nothing(Mode mode)
    {
        await FluentActions.Awaiting(() => GetToken(mode, Script($"touch '{_folder["self"]}'; echo t0ken"), new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        File.Exists(_folder["self"]).Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_token_that_tells_its_end_is_asked_for_once_until_that_nears(Mode mode)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        using var handler = new StubHandler(_ =>
        {
            var response = Fixture.Load("v2/status/systems").ToResponse();
            response.Headers.Date = time.GetUtcNow();
            return response;
        });
        using var client = TestClient.Create(handler, time, Script($"echo >> '{_folder["runs"]}'; cat '{_folder["token"]}'"));

        var first = WriteToken();
        await Call(10);
        Runs().Should().Be(1);
        var second = WriteToken();
        time.Advance(TimeSpan.FromSeconds(209));
        await Call(1);
        Runs().Should().Be(1);
        time.Advance(TimeSpan.FromSeconds(1));
        await Call(10);

        Runs().Should().Be(2, "90 s of its 300 s are left");
        handler.Requests.Select(request => request.Headers["Authorization"]).Should()
            .Equal([.. Enumerable.Repeat($"Bearer {first}", 11), .. Enumerable.Repeat($"Bearer {second}", 10)]);

        async Task Call(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await mode.GetSystems(client);
            }
        }

        int Runs() => File.ReadAllLines(_folder["runs"]).Length;

        string WriteToken()
        {
            var token = Provider.Jwt(new JsonObject { ["jti"] = Guid.NewGuid().ToString(), ["exp"] = (time.GetUtcNow() + TimeSpan.FromSeconds(300)).ToUnixTimeSeconds() });
            _folder.Write("token", token);
            return token;
        }
    }

    private TokenCommandAuth Script(string text) => new("sh", _folder.Write("script", text));

    private static Task<AccessToken> GetToken(Mode mode, TokenCommandAuth authorization, CancellationToken cancellationToken = default)
        => mode.GetToken(authorization, new AuthorizationContext(new HttpClient()), cancellationToken);

    private static async Task<FirecrestAuthenticationException> Fails(Mode mode, TokenCommandAuth authorization)
    {
        var failure = await FluentActions.Awaiting(() => GetToken(mode, authorization)).Should().ThrowAsync<FirecrestAuthenticationException>();
        (failure.Which + authorization.ToString()).Should().NotContain("s3cret");
        return failure.Which;
    }

    /// <summary>True when the process whose id is in the file is no more, was ended before it could write there, or waits only for somebody to take note of its end.</summary>
    private bool HasEnded(string file) => SpinWait.SpinUntil(() => FindAlive(file) is null, Soon);

    private void Kill(string file)
    {
        using var process = FindAlive(file);
        process?.Kill();
    }

    private Process? FindAlive(string file)
    {
        try
        {
            var process = Process.GetProcessById(int.Parse(File.ReadAllText(_folder[file]), CultureInfo.InvariantCulture));
            return process.HasExited || (OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{process.Id}/stat").Contains(") Z ", StringComparison.Ordinal)) ? null : process;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException or FormatException)
        {
            return null;
        }
    }
}
