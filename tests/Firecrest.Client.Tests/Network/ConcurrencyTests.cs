using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>One client and many callers.</summary>
public sealed class ConcurrencyTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    private const int Callers = 32;
    private const int CallsEach = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private string System => site.Emulator.SystemName;

    private string Home => site.Emulator.HomeDirectory;

    [Fact]
    public async Task Threads_and_tasks_share_one_client_and_one_token()
    {
        var authorization = new CountingAuth(site.Authorization(site.Emulator.TokenEndpoint));
        using var client = new FirecrestClient(site.Emulator.BaseAddress, authorization);
        await client.GetSystemsAsync(TestContext.Current.CancellationToken);

        var threads = Enumerable.Range(0, Callers).Select(caller => Mode.Sync.Run(() => CallAll(client, caller), () => Task.CompletedTask));
        var tasks = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAllAsync(client, caller)));
        await Task.WhenAll(threads.Concat(tasks)).WaitAsync(Limit, TestContext.Current.CancellationToken);

        authorization.Requests.Should().Be(1);
        var made = await client.ListAsync(System, Home, cancellationToken: TestContext.Current.CancellationToken);
        made.Should().HaveCount(2 * Callers * CallsEach / 4);
    }

    [Theory, SyncAndAsync]
    public async Task Callers_that_all_begin_without_a_token_wait_for_one(Mode mode)
    {
        var authorization = new CountingAuth(site.Authorization(site.Emulator.TokenEndpoint));
        using var client = new FirecrestClient(site.Emulator.BaseAddress, authorization);
        using var start = new SemaphoreSlim(0);

        var calls = Enumerable.Range(0, Callers).Select(_ => mode.Run(
            () =>
            {
                start.Wait();
                return client.GetSystems();
            },
            async () =>
            {
                await start.WaitAsync();
                return await client.GetSystemsAsync();
            })).ToList();
        start.Release(Callers);
        await Task.WhenAll(calls).WaitAsync(Limit, TestContext.Current.CancellationToken);

        authorization.Requests.Should().Be(1);
    }

    private void CallAll(FirecrestClient client, int caller)
    {
        for (var call = 0; call < CallsEach; call++)
        {
            switch ((caller + call) % 4)
            {
                case 0:
                    client.GetSystems();
                    break;
                case 1:
                    client.Stat(System, Home);
                    break;
                case 2:
                    client.Poll(System);
                    break;
                default:
                    client.MakeDirectory(System, $"{Home}/thread-{caller}-{call}");
                    break;
            }
        }
    }

    private async Task CallAllAsync(FirecrestClient client, int caller)
    {
        for (var call = 0; call < CallsEach; call++)
        {
            await (((caller + call) % 4) switch
            {
                0 => client.GetSystemsAsync(),
                1 => client.StatAsync(System, Home),
                2 => client.PollAsync(System),
                _ => client.MakeDirectoryAsync(System, $"{Home}/task-{caller}-{call}"),
            });
        }
    }

    private sealed class CountingAuth(IAuthorization inner) : IAuthorization
    {
        private int _requests;

        public int Requests => _requests;

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _requests);
            return inner.GetAccessToken(context, cancellationToken);
        }

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _requests);
            return inner.GetAccessTokenAsync(context, cancellationToken);
        }
    }
}
