using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class JournalTests
{
    [Fact]
    public async Task Every_request_is_in_the_journal_with_its_answer_in_order()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(new() { PathBase = "/v2", TimeProvider = time, Simulation = new() });
        RequestJournal journal = server.Emulator.Journal;

        await server.Get("status/systems");
        time.Advance(TimeSpan.FromSeconds(5));
        await server.Ops("ls", server.Home + "/no thing");
        await server.Get("/elsewhere");
        await server.Submit("true");

        journal.Requests.Select(request => request.ToString()).Should().Equal(
            "GET /status/systems 200", $"GET /filesystem/emulator/ops/ls?path={Uri.EscapeDataString(server.Home + "/no thing")} 404", "GET /elsewhere 404",
            "POST /compute/emulator/jobs 201");
        journal.Requests.Select(request => request.Time - time.Start).Should().Equal(
            TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        journal.Clear();
        journal.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Requests_to_the_token_endpoint_and_refused_ones_are_in_it_without_secrets()
    {
        await using var server = await TestServer.Start(new() { ClientSecret = "known-secret", Simulation = new() });
        var token = new HttpRequestMessage(HttpMethod.Post, server.Emulator.TokenEndpoint)
        {
            Content = new StringContent("grant_type=client_credentials&client_id=firecrest-emulator&client_secret=known-secret", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        var foreign = new HttpRequestMessage(HttpMethod.Get, "status/systems");
        foreign.Headers.Host = "example.org";
        foreign.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);

        await server.Send(token, withToken: false);
        await server.Send(foreign);

        IReadOnlyList<JournalEntry> requests = server.Emulator.Journal.Requests;
        requests.Select(request => request.ToString()).Should().Equal("POST /auth/realms/firecrest/protocol/openid-connect/token 200", "GET /status/systems 400");
        string everything = string.Concat(requests.SelectMany(request => typeof(JournalEntry).GetProperties().Select(property => property.GetValue(request))));
        everything.Should().NotContain("known-secret").And.NotContain(server.Token).And.Contain("/status/systems");
    }
}
