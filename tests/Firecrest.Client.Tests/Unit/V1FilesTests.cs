using System.Globalization;
using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Reading files of FirecREST v1 beyond what one request gives.</summary>
public sealed class V1FilesTests
{
    /// <summary>The limit of the server in these tests, in bytes: 1/1024 of a mebibyte.</summary>
    private const int Limit = 1024;

    private const int LargestDownload = 765;

    private static readonly string[] Letters = ["a", "\n", "\r", "é", "λ", "€", "漢", "🚀", "\u0301", "\0"];

    private readonly V1FileServer _server = new() { Limit = Limit };

    [Theory, SyncAndAsync]
    public async Task A_text_of_any_size_that_both_ends_cover_is_read_whole(Mode mode)
    {
        using var client = V1Client.Over(_server.Handler);
        foreach (var size in new[] { 0, 1, LargestDownload, LargestDownload + 1, Limit - 1, Limit, Limit + 1, 2030, 2037 })
        {
            for (var seed = 0; seed < 3; seed++)
            {
                _server.Content = Letter(size, seed);

                using var stream = await mode.Run(() => client.OpenRead("cluster", V1FileServer.Path), () => client.OpenReadAsync("cluster", V1FileServer.Path));
                using var read = new MemoryStream();
                await stream.CopyToAsync(read, TestContext.Current.CancellationToken);

                read.ToArray().Should().Equal(_server.Content, "of {0} bytes", size);
                (await View(mode, client)).Should().Be(Encoding.UTF8.GetString(_server.Content));
            }
        }
    }

    [Theory, SyncAndAsync]
    public async Task What_both_ends_do_not_cover_is_said_to_be_too_large(Mode mode)
    {
        using var client = V1Client.Over(_server.Handler);
        _server.Content = new byte[2 * Limit];

        var failure = await FluentActions.Awaiting(() => View(mode, client)).Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().Contain("has 2048 bytes").And.Contain("Download it");
        _server.Operations.Should().Equal("stat");
    }

    [Theory, SyncAndAsync]
    public async Task Other_bytes_than_text_are_read_up_to_the_size_of_a_download(Mode mode)
    {
        using var client = V1Client.Over(_server.Handler);
        _server.Content = [.. Enumerable.Repeat<byte>(0xFF, LargestDownload)];
        (await View(mode, client)).Should().Be(new string('\uFFFD', LargestDownload));

        _server.Content = [.. Enumerable.Repeat<byte>(0xFF, Limit)];
        (await FluentActions.Awaiting(() => View(mode, client)).Should().ThrowAsync<FirecrestNotSupportedException>()).Which.Message.Should().Contain("no UTF-8 text");
    }

    [Theory]
    [InlineData(Mode.Sync, 10)]
    [InlineData(Mode.Async, 10)]
    [InlineData(Mode.Sync, 1000)]
    [InlineData(Mode.Async, 1000)]
    public async Task A_character_that_a_window_cuts_is_shown_as_such(Mode mode, int characters)
    {
        using var client = V1Client.Over(_server.Handler);
        _server.Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("€", characters)));

        (await mode.Run(() => client.Head("cluster", V1FileServer.Path, ReadWindow.Bytes(8)), () => client.HeadAsync("cluster", V1FileServer.Path, ReadWindow.Bytes(8)))).Should().Be("€€\uFFFD");
        (await mode.Run(() => client.Tail("cluster", V1FileServer.Path, ReadWindow.Bytes(7)), () => client.TailAsync("cluster", V1FileServer.Path, ReadWindow.Bytes(7)))).Should().Be("\uFFFD€€");
    }

    [Theory, SyncAndAsync]
    public async Task A_log_that_grows_by_pieces_of_characters_is_followed_exactly(Mode mode)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var content = Letter(3 * LargestDownload / 4, seed);
            var (text, looks) = await Follow(mode, Cut(content, random));

            text.Should().Be(Encoding.UTF8.GetString(content), "of seed {0}", seed);
            looks.Should().OnlyContain(piece => !piece.StartsOver);
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_text_that_grows_beyond_a_download_is_followed_exactly(Mode mode)
    {
        var content = Letter(5 * Limit, 7);
        var (text, _) = await Follow(mode, Enumerable.Range(1, 20).Select(part => content[..WholeLength(content, part * content.Length / 20)]));

        text.Should().Be(Encoding.UTF8.GetString(content));
    }

    [Theory, SyncAndAsync]
    public async Task A_text_that_is_large_already_is_read_from_its_beginning_and_then_to_its_end(Mode mode)
    {
        var content = Letter(1600, 3);
        var (text, looks) = await Follow(mode, [content]);

        text.Should().Be(Encoding.UTF8.GetString(content));
        looks[0].HasMore.Should().BeTrue();
        looks[^1].HasMore.Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_text_whose_middle_cannot_be_had_is_no_silent_gap(Mode mode)
        => (await FluentActions.Awaiting(() => Follow(mode, [Letter(4 * Limit, 3)])).Should().ThrowAsync<FirecrestNotSupportedException>()).Which.Message.Should().Contain("middle of a file");

    [Theory, SyncAndAsync]
    public async Task A_file_that_was_cut_or_replaced_starts_over(Mode mode)
    {
        byte[][] states = ["first run\n"u8.ToArray(), "second\n"u8.ToArray(), [], "third run, longer\n"u8.ToArray(), [.. Enumerable.Repeat((byte)'x', 30)], [0xC3, 0xA9, .. Enumerable.Repeat((byte)0xA9, 60)]];
        var (_, looks) = await Follow(mode, states);

        looks.Select(piece => piece.Text).Should().Equal("first run\n", "second\n", "third run, longer\n", new string('x', 30), "é" + new string('\uFFFD', 60));
        looks.Select(piece => piece.StartsOver).Should().Equal(false, true, true, true, true);
    }

    [Theory, SyncAndAsync]
    public async Task Bytes_that_are_no_text_do_not_stop_a_short_log(Mode mode)
    {
        byte[] all = [.. "caf"u8, 0xE9, .. " "u8, 0xE2, 0x82, 0xAC, .. "\nend\n"u8, 0xF0];
        var (text, looks) = await Follow(mode, new[] { 3, 4, 5, 7, 9, all.Length }.Select(length => all[..length]));

        text.Should().Be("caf\uFFFD €\nend\n\uFFFD");
        looks.Should().OnlyContain(piece => !piece.StartsOver);
    }

    [Theory, SyncAndAsync]
    public async Task A_character_that_is_never_complete_is_shown_as_such_at_the_end(Mode mode)
    {
        (await Follow(mode, [[.. "done "u8, 0xE2, 0x82]])).Text.Should().Be("done \uFFFD");

        byte[] large = [.. Letter(LargestDownload + 50, 1), 0xE2, 0x82];
        await FluentActions.Awaiting(() => Follow(mode, [large])).Should().ThrowAsync<FirecrestNotSupportedException>("what is before it cannot be had");
        (await Follow(mode, [large, [.. large, 0xAC]])).Text.Should().Be(Encoding.UTF8.GetString([.. large, 0xAC]));
    }

    [Theory, SyncAndAsync]
    public async Task A_look_at_a_text_is_one_request(Mode mode)
    {
        await Follow(mode, ["one\n"u8.ToArray(), "one\n"u8.ToArray(), "one\ntwo\n"u8.ToArray()]);

        _server.Operations.Should().OnlyContain(operation => operation == "tail").And.HaveCount(5, "each state is looked at until nothing is new");
    }

    [Theory, SyncAndAsync]
    public async Task Pages_end_where_nothing_is_new(Mode mode)
    {
        for (var size = 1; size <= 5; size++)
        {
            for (var count = 0; count <= 10; count++)
            {
                var names = Enumerable.Range(0, count).Select(index => $"f{index:00}").ToArray();
                using var handler = new StubHandler(request => Page(names, request));
                using var client = V1Client.Over(handler);

                var listed = await ListPages(mode, client, new() { PageSize = size });

                listed.Should().Equal(names, "{0} names in pages of {1}", count, size);
                handler.Requests.Count.Should().Be((count / size) + 1);
            }
        }
    }

    [Theory, SyncAndAsync]
    public async Task What_moves_between_pages_is_listed_once(Mode mode)
    {
        var asked = 0;
        using var handler = new StubHandler(request => Page(asked++ == 0 ? ["b", "c", "d"] : ["a", "b", "c", "d"], request));
        using var client = V1Client.Over(handler);

        (await ListPages(mode, client, new() { PageSize = 2 })).Should().Equal("b", "c", "d", "a");
    }

    [Theory, SyncAndAsync]
    public async Task An_old_server_is_asked_for_the_type_that_its_stat_lacks(Mode mode)
    {
        using var handler = new StubHandler(request => StubHandler.Json((request.Uri.AbsolutePath.EndsWith("stat", StringComparison.Ordinal), request.Uri.Query.Contains("file", StringComparison.Ordinal)) switch
        {
            (true, _) => """{"output":{"mode":750,"size":7}}""",
            (_, true) => """{"output":[{"name":"/d/file","type":"-"}]}""",
            _ => """{"output":[{"name":"inside","type":"-"}]}""",
        }));
        using var client = V1Client.Over(handler);

        var file = await mode.Run(() => client.Stat("cluster", "/d/file"), () => client.StatAsync("cluster", "/d/file"));
        var directory = await mode.Run(() => client.Stat("cluster", "/d"), () => client.StatAsync("cluster", "/d"));

        (file.Type, file.Permissions, file.Size).Should().Be((FileType.RegularFile, (UnixFileMode)0x1E8, 7));
        directory.Type.Should().Be(FileType.Directory);
        (await FluentActions.Awaiting(() => mode.Run(() => client.Delete("cluster", "/d"), () => client.DeleteAsync("cluster", "/d"))).Should().ThrowAsync<FirecrestException>())
            .Which.Message.Should().Contain("DeleteOptions.Recursive");
    }

    [Theory, SyncAndAsync]
    public async Task What_may_be_a_home_directory_is_not_deleted_where_the_server_tells_no_file_systems(Mode mode)
    {
        using var handler = new StubHandler(request => request.Uri.AbsolutePath.Split('/')[^1] switch
        {
            "parameters" => Fixture.Load("v1/routing/unknown-path-at-the-gateway").ToResponse(),
            "whoami" => Fixture.Load("v1/utilities/whoami").ToResponse(),
            "stat" => StubHandler.Json("""{"output":{"mode":16877,"size":0}}"""),
            _ => Fixture.Load("v1/utilities/rm-a-directory").ToResponse(),
        });
        using var client = V1Client.Over(handler);

        foreach (var path in new[] { "/home/test1", "/users/a/test1/", "/scratch" })
        {
            (await FluentActions.Awaiting(() => mode.Run(() => client.Delete("cluster", path, new() { Recursive = true }), () => client.DeleteAsync("cluster", path, new() { Recursive = true })))
                .Should().ThrowAsync<FirecrestException>(path)).Which.Message.Should().Contain("never deleted");
        }

        handler.Requests.Should().NotContain(request => request.Method == "DELETE");
        await mode.Run(() => client.Delete("cluster", "/home/test1/run", new() { Recursive = true }), () => client.DeleteAsync("cluster", "/home/test1/run", new() { Recursive = true }));
        handler.Requests[^1].Method.Should().Be("DELETE");
    }

    private static Task<string> View(Mode mode, FirecrestClient client) => mode.Run(() => client.View("cluster", V1FileServer.Path), () => client.ViewAsync("cluster", V1FileServer.Path));

    private static async Task<IReadOnlyList<string>> ListPages(Mode mode, FirecrestClient client, UtilitiesListOptions options)
    {
        if (mode == Mode.Sync)
        {
            return [.. client.V1.Utilities.Enumerate("cluster", "/d", options).Select(entry => entry.Name)];
        }

        var names = new List<string>();
        await foreach (var entry in client.V1.Utilities.EnumerateAsync("cluster", "/d", options))
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private static HttpResponseMessage Page(string[] names, StubRequest request)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.Uri.Query);
        var (size, page) = (int.Parse(query["pageSize"]!, CultureInfo.InvariantCulture), int.Parse(query["pageNumber"]!, CultureInfo.InvariantCulture));
        var shown = names.Skip(size * (page - 1)).Take(size).ToArray();
        return StubHandler.Json($$"""{"output":[{{string.Join(',', (shown.Length == 0 ? names : shown).Select(name => $$"""{"name":"{{name}}","type":"-"}"""))}}]}""");
    }

    /// <summary>Looks at each state of the file until there is nothing new in it.</summary>
    private async Task<(string Text, List<Files.TextPiece> Looks)> Follow(Mode mode, IEnumerable<byte[]> states)
    {
        using var client = V1Client.Over(_server.Handler);
        var reader = client.Backend.OpenGrowing("cluster", V1FileServer.Path);
        var looks = new List<Files.TextPiece>();
        foreach (var state in states)
        {
            _server.Content = state;
            while (await mode.Run(() => reader.ReadMore(async: false, CancellationToken.None).EnsureCompleted(), () => reader.ReadMore(async: true, CancellationToken.None).AsTask()) is { } piece)
            {
                looks.Add(piece);
            }
        }

        return (string.Concat(looks.Select(look => look.Text)) + reader.TakeRest(), looks);
    }

    private static byte[] Letter(int length, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var left = length; left > 0;)
        {
            var letter = Letters[random.Next(Letters.Length)];
            letter = Encoding.UTF8.GetByteCount(letter) <= left ? letter : "z";
            left -= Encoding.UTF8.GetByteCount(letter);
            text.Append(letter);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The content as it grows, cut anywhere.</summary>
    private static IEnumerable<byte[]> Cut(byte[] content, Random random)
    {
        for (var length = 0; length < content.Length;)
        {
            length = Math.Min(content.Length, length + random.Next(1, 60));
            yield return content[..length];
        }
    }

    private static int WholeLength(byte[] content, int length)
    {
        while (length < content.Length && (content[length] & 0xC0) == 0x80)
        {
            length++;
        }

        return length;
    }
}
