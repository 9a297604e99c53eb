using Firecrest.Cli.Tokens;
using Firecrest.Client;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Cli.Tests;

/// <summary>Tokens on disk: one serves many runs.</summary>
public sealed class TokenCacheTests
{
    [Fact]
    public async Task Many_runs_one_after_another_and_at_once_cost_one_token()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.Run("systems", "-o", "id")));
        (await site.Run("systems", "-o", "id")).Succeeded();

        runs.Should().OnlyContain(run => run.ExitCode == 0);
        TokenRequests(site).Should().Be(1);
        var file = Directory.GetFiles(Path.Combine(site.Folder, ".cache/firecrest/tokens"), "*.json").Should().ContainSingle().Subject;
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.ReadAllText(file).Should().NotContain(site.Hpc.ClientSecret);
    }

    [Fact]
    public async Task A_file_that_others_can_read_or_that_is_damaged_or_refused_is_not_used()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        (await site.Run("systems")).Succeeded();
        var file = Directory.GetFiles(Path.Combine(site.Folder, ".cache/firecrest/tokens"), "*.json").Single();

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await site.Run("systems")).Succeeded();
        TokenRequests(site).Should().Be(2);
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "the new one is kept as it should be");

        File.WriteAllText(file, "{");
        (await site.Run("systems")).Succeeded();
        TokenRequests(site).Should().Be(3);

        site.Hpc.Faults.On("/status/systems").ExpireToken();
        (await site.Run("systems")).Succeeded();
        TokenRequests(site).Should().Be(4, "a token that the server refuses is replaced");

        (await site.Run("systems", "--no-cache")).Succeeded();
        TokenRequests(site).Should().Be(5);
    }

    [Fact]
    public async Task Tokens_of_several_identities_are_kept_apart()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        (await site.Run("systems")).Succeeded();
        (await site.Run("systems", "--scope", "openid")).Succeeded();

        TokenRequests(site).Should().Be(2);
        (await site.Run("auth", "logout", "-o", "json")).Succeeded().Document("action")["changed"]!.GetValue<bool>().Should().BeTrue();
        (await site.Run("auth", "logout", "-o", "json")).Succeeded().Document("action")["changed"]!.GetValue<bool>().Should().BeFalse();
        (await site.Run("auth", "token", "-o", "json")).Succeeded().Document("token")["expiresAt"].Should().NotBeNull();
        var token = (await site.Run("auth", "token")).Succeeded();
        token.Output.TrimEnd('\n').Split('.').Should().HaveCount(3);
        TokenRequests(site).Should().Be(3);
    }

    [Fact]
    public async Task Five_hundred_runs_that_begin_at_once_ask_for_one_token()
    {
        var folder = Directory.CreateTempSubdirectory("firecrest-tokens-").FullName;
        using var http = new HttpClient();
        var asked = 0;
        try
        {
            var runs = Enumerable.Range(0, 500).Select(_ => Task.Run(async () =>
            {
                var key = new TokenKey("https://idp.example/token", "me", "", IsLogin: false);
                var authorization = new StoredTokenAuth(new TokenStore(folder), key, (_, _) => new Counting(() => Interlocked.Increment(ref asked)));
                return (await authorization.GetAccessTokenAsync(new AuthorizationContext(http), TestContext.Current.CancellationToken)).Value;
            }));

            (await Task.WhenAll(runs)).Should().AllBe("token 1");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        asked.Should().Be(1);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_had_at_all_is_not_waited_for()
    {
        var folder = Directory.CreateTempSubdirectory("firecrest-tokens-").FullName;
        try
        {
            var key = new TokenKey("https://idp.example/token", "me", "", IsLogin: false);
            var path = Path.Combine(folder, key.FileName + ".json.lock");
            File.CreateSymbolicLink(path, path);

            var held = new TokenStore(folder).Lock(key, new FakeTimeProvider(), TestContext.Current.CancellationToken);

            held.IsCompleted.Should().BeTrue("waiting helps against nobody here");
            (await held).Should().BeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_new_token_is_had_although_the_one_that_is_kept_is_good()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        var first = (await site.Run("auth", "token")).Succeeded().Output;

        var second = (await site.Run("auth", "token", "--renew")).Succeeded().Output;

        second.Should().NotBe(first);
        (await site.Run("auth", "token")).Succeeded().Output.Should().Be(second);
        TokenRequests(site).Should().Be(2);
    }

    private static int TokenRequests(CliSite site) => site.Hpc.Journal.Requests.Count(request => request.Path == site.Hpc.TokenEndpoint.AbsolutePath);

    private sealed class Counting(Func<int> count) : IAuthorization
    {
        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
            => new($"token {count()}", context.TimeProvider.GetUtcNow().AddHours(1));

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
            => new(GetAccessToken(context, cancellationToken));
    }
}
