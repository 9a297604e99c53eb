using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>What a client makes of the connections it gets.</summary>
public sealed class ConnectionTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    [Theory, EachEndpoint]
    public async Task A_connection_that_takes_too_long_is_given_up(Mode mode, Endpoint endpoint)
    {
        // The kernel accepts the connection, but nobody takes part in the TLS handshake.
        await using var server = LoopbackServer.Mute();
        using var client = site.Client(endpoint, address => Encrypted(address, server.Port), new() { Network = new() { ConnectTimeout = TimeSpan.FromMilliseconds(50) } });

        var failure = await Failure(mode, client);

        failure.Should().BeOfType(endpoint == Endpoint.Api ? typeof(FirecrestTimeoutException) : typeof(FirecrestAuthenticationException));
        failure.Message.Should().Contain($"https://localhost:{server.Port}").And.Contain("ConnectTimeout").And.NotContain("NetworkTimeout");
        failure.MayHaveExecuted.Should().BeFalse("there was no connection");
    }

    [Theory, EachEndpoint]
    public async Task A_port_where_nobody_listens_is_told(Mode mode, Endpoint endpoint)
    {
        using var reserved = new Socket(SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)reserved.LocalEndPoint!).Port;
        using var client = site.Client(endpoint, address => new UriBuilder(address) { Port = port }.Uri, new());

        var failure = await Failure(mode, client);

        failure.Should().BeOfType(endpoint == Endpoint.Api ? typeof(FirecrestConnectionException) : typeof(FirecrestAuthenticationException));
        failure.Message.Should().Contain($"http://127.0.0.1:{port}").And.Contain("could not be reached");
        failure.MayHaveExecuted.Should().BeFalse();
    }

    [Theory, EachEndpoint]
    public async Task The_time_limit_of_a_given_connection_is_no_cancellation(Mode mode, Endpoint endpoint)
    {
        await using var server = new CannedServer(null);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = site.Client(endpoint, server.At, new() { HttpClient = http });

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestException>()).Which;

        failure.Should().BeOfType(endpoint == Endpoint.Api ? typeof(FirecrestTimeoutException) : typeof(FirecrestAuthenticationException));
        failure.Message.Should().Contain("HttpClient").And.Contain("complete answer");
        failure.MayHaveExecuted.Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_given_connection_is_used_and_left_open(Mode mode)
    {
        using var handler = new CountingHandler();
        using var http = new HttpClient(handler);
        using (var client = site.Client(site.Emulator.BaseAddress, site.Emulator.TokenEndpoint, new() { HttpClient = http }))
        {
            await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        }

        handler.Requests.Should().Be(2, "the token came over it too");
        using var answer = await http.GetAsync(new Uri(site.Emulator.BaseAddress, "status/liveness/"), TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory, EachEndpoint]
    public async Task A_redirect_is_told_and_not_followed(Mode mode, Endpoint endpoint)
    {
        await using var other = CannedServer.Answering("200 OK", "Content-Type: application/json", "{}"u8.ToArray());
        await using var server = CannedServer.Answering("307 Temporary Redirect", $"Location: http://localhost:{other.Address.Port}/login?state=s3cret");
        using var client = site.Client(endpoint, server.At, new());

        var failure = await Failure(mode, client);

        server.Requests.Should().ContainSingle();
        other.Requests.Should().BeEmpty();
        failure.MayHaveExecuted.Should().BeFalse();
        failure.ToString().Should().NotContain("s3cret");
        if (endpoint == Endpoint.Api)
        {
            failure.Should().BeAssignableTo<FirecrestApiException>().Which.ErrorCode.Should().Be(FirecrestErrorCode.Redirected);
            failure.Message.Should().Contain("a redirect to localhost");
        }
        else
        {
            failure.Should().BeOfType<FirecrestAuthenticationException>().Which.Message.Should().Contain($"{server.Address}").And.Contain("307");
        }
    }

    [Theory]
    [InlineData("http://firecrest.example/v2/", "a redirect to http://firecrest.example,")]
    [InlineData("https://firecrest.example:8443/v2/", "a redirect to https://firecrest.example:8443,")]
    [InlineData("https://me:s3cret@firecrest.example:8443/v2/", "a redirect to https://firecrest.example:8443,")]
    [InlineData("https://firecrest.example/v2/", "a redirect to another path of this server,")]
    public async Task A_redirect_to_another_port_or_scheme_of_the_same_host_is_told_as_such(string location, string expected)
    {
        using var handler = StubHandler.Sequence(() => new HttpResponseMessage(HttpStatusCode.PermanentRedirect) { Headers = { Location = new Uri(location) } });
        using var client = TestClient.Create(handler);

        var failure = await FluentActions.Awaiting(() => client.GetSystemsAsync()).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.Message.Should().Contain(expected).And.NotContain("s3cret");
    }

    [Theory, SyncAndAsync]
    public async Task Compressed_answers_are_read(Mode mode)
    {
        const string headers = "Content-Type: application/json\r\nContent-Encoding: gzip";
        await using var api = CannedServer.Answering("200 OK", headers, Compressed(Fixture.Load("v2/status/systems").Body));
        await using var token = CannedServer.Answering("200 OK", headers, Compressed("""{"access_token": "abc", "token_type": "Bearer", "expires_in": 300}"""));
        using var client = site.Client(api.Address, token.Address, new());

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        systems.Should().ContainSingle().Which.Name.Should().Be("cluster-slurm-ssh");
        var request = api.Requests.Should().ContainSingle().Which;
        request["Authorization"].Should().Be("Bearer abc");
        request["Accept-Encoding"].Should().Contain("gzip");
    }

    [Theory]
    [InlineData(Mode.Sync, "/hpc/firecrest/v2")]
    [InlineData(Mode.Async, "/hpc/firecrest/v2")]
    [InlineData(Mode.Sync, "/hpc/firecrest/v2/")]
    [InlineData(Mode.Async, "/hpc/firecrest/v2/")]
    public async Task The_path_of_the_base_address_stays_in_front(Mode mode, string path)
    {
        await using var hpc = await FirecrestEmulator.StartAsync(new() { PathBase = "/hpc/firecrest/v2" }, TestContext.Current.CancellationToken);
        using var client = new FirecrestClient(new Uri(hpc.BaseAddress, path), new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, hpc.TokenEndpoint));

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        var files = await mode.Run(() => client.List(hpc.SystemName, hpc.HomeDirectory), () => client.ListAsync(hpc.SystemName, hpc.HomeDirectory));

        systems.Should().ContainSingle();
        files.Should().BeEmpty();
    }

    private static Uri Encrypted(Uri address, int port) => new UriBuilder(address) { Scheme = "https", Host = "localhost", Port = port }.Uri;

    private static byte[] Compressed(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    /// <summary>The failure of a call that would have changed something, and did not.</summary>
    private async Task<FirecrestException> Failure(Mode mode, FirecrestClient client)
    {
        var path = $"{site.Emulator.HomeDirectory}/{Guid.NewGuid()}";
        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.MakeDirectory(site.Emulator.SystemName, path), () => client.MakeDirectoryAsync(site.Emulator.SystemName, path)))
            .Should().ThrowAsync<FirecrestException>()).Which;
        Directory.Exists(site.Emulator.GetLocalPath(path)).Should().BeFalse();
        return failure;
    }

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        private int _requests;

        public int Requests => _requests;

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return base.Send(request, cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
