using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

public sealed class TokenFileAuthTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, SyncAndAsync]
    public async Task The_next_request_carries_what_the_file_holds_by_then(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        var path = _folder.Write("token", "  t0ken-1\n");
        using var client = TestClient.Create(handler, authorization: new TokenFileAuth(path));

        await mode.GetSystems(client);
        await mode.GetSystems(client);
        _folder.Write("token", "longer-t0ken-2\r\n");
        await mode.GetSystems(client);

        handler.Requests.Select(request => request.Headers["Authorization"]).Should().Equal("Bearer t0ken-1", "Bearer t0ken-1", "Bearer longer-t0ken-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_token_of_the_same_length_is_noticed_by_the_time_of_the_file(Mode mode)
    {
        var path = _folder.Write("token", "t0ken-1");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc));
        var authorization = new TokenFileAuth(path);
        await GetToken(mode, authorization);

        _folder.Write("token", "t0ken-2");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 22, 12, 0, 1, DateTimeKind.Utc));

        (await GetToken(mode, authorization)).Value.Should().Be("t0ken-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_link_that_is_turned_to_another_file_is_followed(Mode mode)
    {
        // Secrets of pods are links, whose own time and length say nothing.
        var link = _folder["token"];
        File.CreateSymbolicLink(link, _folder.Write("one", "t0ken-1"));
        var authorization = new TokenFileAuth(link);
        await GetToken(mode, authorization);

        File.Delete(link);
        File.CreateSymbolicLink(link, _folder.Write("another", "longer-t0ken-2"));

        (await GetToken(mode, authorization)).Value.Should().Be("longer-t0ken-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_link_whose_target_is_written_anew_is_read_again(Mode mode)
    {
        var link = _folder["token"];
        File.CreateSymbolicLink(link, _folder.Write("one", "t0ken-1"));
        var authorization = new TokenFileAuth(link);
        await GetToken(mode, authorization);

        _folder.Write("one", "longer-t0ken-2");

        (await GetToken(mode, authorization)).Value.Should().Be("longer-t0ken-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_refused_token_is_read_again_and_sent_only_if_it_changed(Mode mode)
    {
        var path = _folder.Write("token", "t0ken-1");
        var written = File.GetLastWriteTimeUtc(path);
        using var handler = new StubHandler(request =>
        {
            if (request.Headers["Authorization"] == "Bearer t0ken-2")
            {
                return Fixture.Load("v2/status/systems").ToResponse();
            }

            _folder.Write("token", "t0ken-2");
            File.SetLastWriteTimeUtc(path, written);
            return Fixture.Load("v2/auth/expired-token").ToResponse();
        });
        using var client = TestClient.Create(handler, authorization: new TokenFileAuth(path));

        await mode.GetSystems(client);

        handler.Requests.Should().HaveCount(2, "the file was read again although its time and length are the same");
    }

    [Theory, SyncAndAsync]
    public async Task A_missing_file_is_reported_by_its_path_and_found_once_it_is_there(Mode mode)
    {
        var authorization = new TokenFileAuth(_folder["token"]);

        await Fails(mode, authorization, "cannot be read");
        _folder.Write("token", "t0ken-1");

        (await GetToken(mode, authorization)).Value.Should().Be("t0ken-1");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_vanishes_is_reported_by_its_path(Mode mode)
    {
        var authorization = new TokenFileAuth(_folder.Write("token", "t0ken-1"));
        await GetToken(mode, authorization);

        File.Delete(_folder["token"]);

        await Fails(mode, authorization, "cannot be read");
    }

    [Theory, SyncAndAsync]
    public async Task A_folder_is_no_token(Mode mode)
    {
        Directory.CreateDirectory(_folder["token"]);

        await Fails(mode, new TokenFileAuth(_folder["token"]), "cannot be read");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n\t ", "is empty")]
    [InlineData("s3cret-1\ns3cret-2", "something other than one token")]
    [InlineData("s3cret with words", "something other than one token")]
    [InlineData("s3cret\0", "something other than one token")]
    [InlineData("s3cret-ä", "something other than one token")]
    public async Task A_file_that_holds_no_token_is_reported_by_its_path_without_its_content(string content, string because)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            _folder.Write("token", content);

            await Fails(mode, new TokenFileAuth(_folder["token"]), because);
        }
    }

    private static Task<AccessToken> GetToken(Mode mode, TokenFileAuth authorization) => mode.GetToken(authorization, new AuthorizationContext(new HttpClient()));

    private async Task Fails(Mode mode, TokenFileAuth authorization, string because)
    {
        var failure = await FluentActions.Awaiting(() => GetToken(mode, authorization)).Should().ThrowAsync<FirecrestAuthenticationException>();

        failure.Which.Message.Should().StartWith($"The token file '{_folder["token"]}' ").And.Contain(because);
        (failure.Which + authorization.ToString()).Should().NotContain("s3cret");
    }
}
