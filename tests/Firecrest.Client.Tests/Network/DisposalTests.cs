using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>What the end of a client means for calls.</summary>
public sealed class DisposalTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    /// <summary>A call that did not end would hang the test.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Ages = TimeSpan.FromHours(1);

    private string System => site.Emulator.SystemName;

    [Theory, SyncAndAsync]
    public async Task A_call_after_the_end_is_refused(Mode mode)
    {
        var client = site.Emulator.CreateClient();
        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        var job = client.GetJobHandle(System, "1");

        client.Dispose();
        client.Dispose();

        await Ends(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync()));
        await Ends(() => mode.Run(() => client.V2.Status.GetSystems(), () => client.V2.Status.GetSystemsAsync()));
        await Ends(() => mode.Run(() => job.Describe(), () => job.DescribeAsync()));
        await Ends(() => mode.Run(() => job.WaitForCompletion(), () => job.WaitForCompletionAsync()));
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_for_a_job_ends_with_the_client(Mode mode)
    {
        using var other = site.Emulator.CreateClient();
        var client = site.Emulator.CreateClient();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new WaitOptions { Schedule = PollSchedule.Every(Ages), StateChanged = _ => seen.TrySetResult() };
        var job = await client.SubmitAsync(System, JobDescription.FromScript("#!/bin/bash\nsleep 1000\n", site.Emulator.HomeDirectory), TestContext.Current.CancellationToken);

        var wait = mode.Run(() => job.WaitForCompletion(options), () => job.WaitForCompletionAsync(options));
        await seen.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        client.Dispose();

        await Ends(() => wait);
        (await other.GetJobHandle(System, job.JobId).DescribeAsync(TestContext.Current.CancellationToken)).State.IsTerminal.Should().BeFalse("the job is none of the client's");
        await other.CancelAsync(System, job.JobId, TestContext.Current.CancellationToken);
    }

    [Theory, EachEndpoint]
    public async Task A_call_on_its_way_ends_with_the_client(Mode mode, Endpoint endpoint)
    {
        await using var server = new CannedServer(null);
        var client = site.Client(endpoint, server.At, new() { NetworkTimeout = Ages });

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await server.Arrival();
        client.Dispose();

        await Ends(() => call);
    }

    [Theory, SyncAndAsync]
    public async Task A_call_on_its_way_over_a_given_HttpClient_ends_with_the_client_and_leaves_it(Mode mode)
    {
        await using var server = new CannedServer(null);
        using var http = new HttpClient();
        var client = new FirecrestClient(server.Address, new StaticTokenAuth("token"), new() { HttpClient = http, NetworkTimeout = Ages });

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await server.Arrival();
        client.Dispose();

        await Ends(() => call);
        (await http.GetAsync(new Uri(site.Emulator.BaseAddress, "status/liveness/"), TestContext.Current.CancellationToken)).IsSuccessStatusCode.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_pause_before_a_repetition_ends_with_the_client(Mode mode)
    {
        var retry = new RetryOptions { BaseDelay = Ages, MaxRetryDelay = Ages * 2, Budget = Ages * 2 };
        await using var server = CannedServer.Answering("503 Service Unavailable", "Content-Type: application/json", """{"message": "the system is unhealthy"}"""u8.ToArray());
        var client = new FirecrestClient(server.Address, new StaticTokenAuth("token"), new() { Retry = retry });

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await server.Arrival();
        client.Dispose();

        await Ends(() => call);
        server.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_call_that_is_about_to_ask_for_its_token_ends_with_the_client(Mode mode)
    {
        FirecrestClient? client = null;
        var authorization = new Interrupted(site.Authorization(site.Emulator.TokenEndpoint), () => client!.Dispose());
        client = new FirecrestClient(site.Emulator.BaseAddress, authorization, new() { Retry = new() { MaxRetries = 0 } });

        await Ends(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync()));
    }

    [Theory, SyncAndAsync]
    public async Task A_call_that_has_just_got_its_token_ends_with_the_client(Mode mode)
    {
        FirecrestClient? client = null;
        var authorization = new Interrupted(new StaticTokenAuth("token"), () => client!.Dispose());
        client = new FirecrestClient(site.Emulator.BaseAddress, authorization, new() { Retry = new() { MaxRetries = 0 } });

        await Ends(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync()));
    }

    private static async Task Ends(Func<Task> call)
        => await FluentActions.Awaiting(() => call().WaitAsync(Limit, TestContext.Current.CancellationToken)).Should().ThrowAsync<ObjectDisposedException>();

    /// <summary>Does something before it passes a request for a token on.</summary>
    private sealed class Interrupted(IAuthorization inner, Action interruption) : IAuthorization
    {
        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            interruption();
            return inner.GetAccessToken(context, cancellationToken);
        }

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            interruption();
            return inner.GetAccessTokenAsync(context, cancellationToken);
        }
    }
}
