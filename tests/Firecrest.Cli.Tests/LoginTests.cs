using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Firecrest.Cli.Tests;

/// <summary>A person logs in with a code on another device.</summary>
public sealed class LoginTests(CliSite site)
{
    [Fact]
    public async Task A_login_shows_page_and_code_and_serves_the_runs_that_follow()
    {
        using var provider = new Provider(
            """{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://idp.example/device","expires_in":600,"interval":1}""",
            """{"access_token":"first","refresh_token":"r1","token_type":"Bearer"}""",
            """{"access_token":"second","expires_in":300,"refresh_token":"r2","token_type":"Bearer"}""");
        var environment = CliProcess.EnvironmentFor(Directory.CreateDirectory(Path.Combine(site.Folder, "login")).FullName, null);
        environment["AUTH_TOKEN_URL"] = provider.Address + "realms/hpc/protocol/openid-connect/token";
        environment["FIRECREST_CLIENT_ID"] = "public-client";

        var early = await CliSite.Run(environment, ["auth", "token", "-o", "json"]);
        early.ExitCode.Should().Be(4);
        early.ErrorDocument["message"]!.GetValue<string>().Should().Contain("firecrest auth login");

        var login = await CliSite.Run(environment, ["auth", "login", "-o", "json"]);
        login.Succeeded().Document("login")["renewable"]!.GetValue<bool>().Should().BeTrue();
        login.Error.Should().Contain("https://idp.example/device").And.Contain("WDJB-MJHT");
        provider.Requests[0].Should().StartWith("POST /realms/hpc/protocol/openid-connect/auth/device");

        (await CliSite.Run(environment, ["auth", "token"])).Succeeded().Output.Should().Be("second\n", "the first one does not tell how long it lives");
        provider.Requests[^1].Should().Contain("refresh_token=r1");
        (await CliSite.Run(environment, ["auth", "token"])).Succeeded().Output.Should().Be("second\n");
        provider.Requests.Should().HaveCount(3);
        (await CliSite.Run(environment, ["auth", "logout"])).Succeeded();
        (await CliSite.Run(environment, ["auth", "token"])).ExitCode.Should().Be(4);
    }

    [Fact]
    public async Task A_login_and_a_client_of_the_same_name_have_tokens_of_their_own()
    {
        using var provider = new Provider(
            """{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://idp.example/device","expires_in":600,"interval":1}""",
            """{"access_token":"persons","expires_in":300,"token_type":"Bearer"}""",
            """{"access_token":"clients","expires_in":300,"token_type":"Bearer"}""");
        var environment = CliProcess.EnvironmentFor(Directory.CreateDirectory(Path.Combine(site.Folder, "two")).FullName, null);
        environment["AUTH_TOKEN_URL"] = provider.Address + "realms/hpc/protocol/openid-connect/token";
        environment["FIRECREST_CLIENT_ID"] = "both";
        (await CliSite.Run(environment, ["auth", "login"])).Succeeded();

        (await CliSite.Run(environment, ["auth", "token", "--client-secret-stdin"], "secret\n")).Succeeded().Output.Should().Be("clients\n");
        (await CliSite.Run(environment, ["auth", "token"])).Succeeded().Output.Should().Be("persons\n");
    }

    [Fact]
    public async Task Tokens_travel_unencrypted_when_that_is_allowed()
    {
        // As the proxy it gets what is for other hosts.
        using var provider = new Provider(
            """{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://idp.example/device","expires_in":600,"interval":1}""",
            """{"access_token":"first","refresh_token":"r1","token_type":"Bearer"}""",
            """{"access_token":"second","expires_in":300,"token_type":"Bearer"}""",
            """{"access_token":"clients","expires_in":300,"token_type":"Bearer"}""");
        var environment = CliProcess.EnvironmentFor(Directory.CreateDirectory(Path.Combine(site.Folder, "open")).FullName, null);
        environment["http_proxy"] = provider.Address;
        environment["AUTH_TOKEN_URL"] = "http://idp.lan/realms/hpc/protocol/openid-connect/token";
        environment["FIRECREST_CLIENT_ID"] = "me";

        (await CliSite.Run(environment, ["auth", "login", "-o", "json"])).ErrorDocument["message"]!.GetValue<string>().Should().Contain("--allow-insecure-http");
        (await CliSite.Run(environment, ["auth", "login", "--allow-insecure-http"])).Succeeded();
        (await CliSite.Run(environment, ["auth", "token", "--allow-insecure-http"])).Succeeded().Output.Should().Be("second\n");
        (await CliSite.Run(environment, ["auth", "token", "--allow-insecure-http", "--client-secret-stdin"], "secret\n")).Succeeded().Output.Should().Be("clients\n");
        provider.Requests.Should().HaveCount(4).And.OnlyContain(request => request.StartsWith("POST http://idp.lan/", StringComparison.Ordinal));
    }

    /// <summary>Answers the requests with these bodies, one after another.</summary>
    private sealed class Provider : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Provider(params string[] answers)
        {
            _listener.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
            _ = Answer(answers);
        }

        public string Address { get; }

        public List<string> Requests { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task Answer(string[] answers)
        {
            foreach (var answer in answers)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                Requests.Add(await ReadRequest(stream));
                var body = Encoding.UTF8.GetBytes(answer);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
                await stream.WriteAsync(body);
            }
        }

        private static async Task<string> ReadRequest(NetworkStream stream)
        {
            var (text, buffer) = ("", new byte[8192]);
            while (true)
            {
                var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1] ?? "0";
                    if (text.Length >= end + 4 + int.Parse(length, System.Globalization.CultureInfo.InvariantCulture))
                    {
                        return text;
                    }
                }

                text += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }
        }
    }
}
