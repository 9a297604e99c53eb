using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Text that is larger than the server downloads at once, read in parts.</summary>
public sealed class RangedReadTests : IAsyncLifetime
{
    private const int Limit = 1000;

    /// <summary>What a part holds where the limit is 1000.</summary>
    private const int Block = (Limit / 2) - 1;

    private FileCluster _hpc = null!;

    /// <summary>Limits whose parts are from 5 bytes on, so that characters lie across them in every way.</summary>
    public static MatrixTheoryData<Mode, int> Limits => new(Enum.GetValues<Mode>(), [12, 13, 14, 16, 19, 64, 257]);

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start(new FirecrestEmulatorOptions { MaxOpsFileSize = Limit });

    public ValueTask DisposeAsync() => _hpc.DisposeAsync();

    [Theory, MemberData(nameof(Limits))]
    public async Task Random_text_is_read_exactly_whatever_the_size_of_the_parts(Mode mode, int limit)
    {
        await using var hpc = await FileCluster.Start(new FirecrestEmulatorOptions { MaxOpsFileSize = limit });
        var random = new Random(limit);
        for (var round = 0; round < 12; round++)
        {
            var bytes = RandomText(random, limit + random.Next(6 * limit));
            var path = hpc.Write($"text {round}", bytes);

            var read = await Read(mode, hpc, path, random);

            read.Should().Equal(bytes, "seed {0}, round {1}", limit, round);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Every_way_to_read_gives_the_same(Mode mode)
    {
        var bytes = RandomText(new Random(4711), 5 * Limit);
        var path = _hpc.Write("text", bytes);

        foreach (var size in new[] { 1, 2, 3, 7, Block - 1, Block, Block + 1, 3 * Block, 100_000 })
        {
            using var copied = await Open(mode, _hpc, path);
            var target = new MemoryStream();
            await mode.Run(() => copied.CopyTo(target, size), () => copied.CopyToAsync(target, size));
            target.ToArray().Should().Equal(bytes, "copied by {0}", size);

            using var read = await Open(mode, _hpc, path);
            (await ReadBy(mode, read, size)).Should().Equal(bytes, "read by {0}", size);
        }
    }

    [Theory, SyncAndAsync]
    public async Task The_stream_knows_its_length_and_place_and_nothing_more(Mode mode)
    {
        var bytes = RandomText(new Random(1), 2 * Limit);
        using var stream = await Open(mode, _hpc, _hpc.Write("text", bytes));

        (stream.CanRead, stream.CanSeek, stream.CanWrite, stream.Length, stream.Position).Should().Be((true, false, false, bytes.Length, 0L));
        var none = await mode.Run(() => stream.Read([]), async () => await stream.ReadAsync(Memory<byte>.Empty));
        none.Should().Be(0);
        _hpc.Requests.Should().NotContain(request => request.StartsWith("GET ops/view", StringComparison.Ordinal), "nothing was asked for yet");
        stream.ReadByte().Should().Be(bytes[0]);
        stream.Position.Should().Be(1);
        stream.Invoking(s => s.Seek(0, SeekOrigin.Begin)).Should().Throw<NotSupportedException>();
        stream.Invoking(s => s.Position = 0).Should().Throw<NotSupportedException>();
        stream.Invoking(s => s.SetLength(0)).Should().Throw<NotSupportedException>();
        stream.Invoking(s => s.WriteByte(0)).Should().Throw<NotSupportedException>();
        (await ReadBy(mode, stream, 100)).Should().Equal(bytes[1..]);
        stream.Position.Should().Be(bytes.Length);
        stream.ReadByte().Should().Be(-1);
    }

    [Theory, SyncAndAsync]
    public async Task A_large_text_is_viewed_without_its_byte_order_mark(Mode mode)
    {
        var text = string.Concat(Enumerable.Repeat("größe € 😀\r\n\0", 300));
        var path = _hpc.Write("text", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);

        (await mode.Run(() => _hpc.Client.View(_hpc.System, path), () => _hpc.Client.ViewAsync(_hpc.System, path))).Should().Be(text);
    }

    [Theory]
    [InlineData(Mode.Sync, 0)]
    [InlineData(Mode.Async, 0)]
    [InlineData(Mode.Sync, 1234)]
    [InlineData(Mode.Async, 1234)]
    [InlineData(Mode.Sync, 2999)]
    [InlineData(Mode.Async, 2999)]
    public async Task Bytes_that_are_no_text_are_refused_when_they_are_reached(Mode mode, int place)
    {
        var bytes = Encoding.ASCII.GetBytes(new string('a', 3000));
        bytes[place] = 0xFF;
        using var stream = await Open(mode, _hpc, _hpc.Write("binary", bytes));
        var target = new MemoryStream();

        var failure = await FluentActions.Awaiting(() => mode.Run(() => stream.CopyTo(target), () => stream.CopyToAsync(target))).Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().Contain($"near byte {place}.").And.Contain(_hpc.At("binary"));
        target.Length.Should().Be(place / Block * Block, "what comes before that part was read");
    }

    [Theory, SyncAndAsync]
    public async Task A_character_that_the_server_shows_for_other_bytes_cannot_be_told_from_them(Mode mode)
    {
        using var stream = await Open(mode, _hpc, _hpc.Write("text", new string('a', Limit) + "\uFFFD"));

        (await FluentActions.Awaiting(() => ReadBy(mode, stream, 100)).Should().ThrowAsync<FirecrestNotSupportedException>()).Which.Message.Should().Contain($"U+FFFD that the server shows for them, near byte {Limit}.");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_is_too_large_for_one_text_is_refused_before_it_is_read(Mode mode)
    {
        const long size = (256 * 1024 * 1024) + 1;
        var path = _hpc.Write("sparse", "");
        using (var file = File.OpenWrite(_hpc.Local("sparse")))
        {
            file.SetLength(size);
        }

        var failure = await FluentActions.Awaiting(() => mode.Run(() => _hpc.Client.View(_hpc.System, path), () => _hpc.Client.ViewAsync(_hpc.System, path)))
            .Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().Contain($"{size} bytes");
        _hpc.Requests.Should().NotContain(request => request.StartsWith("GET ops/view", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_is_cut_while_it_is_read_is_told(Mode mode)
    {
        foreach (var left in new[] { 0, 10, Block, Block + 1, 1500, 2999 })
        {
            var path = _hpc.Write("log", new string('a', 3000));
            using var stream = await Open(mode, _hpc, path);
            stream.ReadByte().Should().Be('a');
            _hpc.Write("log", new string('a', left));

            var failure = await FluentActions.Awaiting(() => ReadBy(mode, stream, 100)).Should().ThrowAsync<TransferFailedException>("of {0} bytes left", left);

            failure.Which.Message.Should().Contain("had 3000 bytes when it was opened");
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_becomes_another_one_in_the_midst_of_a_character_is_told(Mode mode)
    {
        var path = _hpc.Write("log", new string('a', Block - 1) + "€" + new string('b', 1000));
        using var stream = await Open(mode, _hpc, path);
        stream.ReadByte().Should().Be('a');
        _hpc.Write("log", new string('c', 3000));

        (await FluentActions.Awaiting(() => ReadBy(mode, stream, 100)).Should().ThrowAsync<TransferFailedException>()).Which.Message.Should().Contain("changed while it was read");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_grows_is_read_to_the_length_it_had(Mode mode)
    {
        foreach (var length in new[] { Limit, (2 * Block) + 1, 3 * Block })
        {
            var before = new string('a', length);
            var path = _hpc.Write("log", before);
            using var stream = await Open(mode, _hpc, path);
            _hpc.Write("log", before + new string('b', 2000));

            (await ReadBy(mode, stream, 100)).Should().Equal(Encoding.ASCII.GetBytes(before));
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_part_that_failed_on_the_way_is_asked_for_again(Mode mode)
    {
        var bytes = RandomText(new Random(2), 3 * Limit);
        var path = _hpc.Write("text", bytes);
        _hpc.Hpc.Faults.On("*/ops/view").DropMidway();
        _hpc.Hpc.Faults.On("*/ops/view").RateLimit(TimeSpan.FromSeconds(3));

        using var stream = await Open(mode, _hpc, path);

        (await ReadBy(mode, stream, 64)).Should().Equal(bytes);
    }

    [Theory, SyncAndAsync]
    public async Task A_read_that_failed_can_be_tried_again(Mode mode)
    {
        byte[] bytes = [.. Enumerable.Range(0, 3 * Limit).Select(i => (byte)(i % 128))];
        using var stream = await Open(mode, _hpc, _hpc.Write("text", bytes));
        var first = new byte[Block];
        await mode.Run(() => stream.ReadExactly(first), async () => await stream.ReadExactlyAsync(first));
        _hpc.Hpc.Faults.On("*/ops/view").Always().AnswerStatus(403);

        await FluentActions.Awaiting(() => ReadBy(mode, stream, 100)).Should().ThrowAsync<FirecrestPermissionException>();
        _hpc.Hpc.Faults.Clear();

        ((byte[])[.. first, .. await ReadBy(mode, stream, 100)]).Should().Equal(bytes);
    }

    /// <summary>Text of characters of one to four bytes, at least so many bytes of it.</summary>
    private static byte[] RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        for (var bytes = 0; bytes < length;)
        {
            var rune = new Rune(random.Next(6) switch
            {
                0 => random.Next(0x80),
                1 => random.Next(0x80, 0x800),
                2 => random.Next(0x800, 0xD800),
                3 => random.Next(0xE000, 0xFFFD),
                _ => random.Next(0x10000, 0x110000),
            });
            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Task<Stream> Open(Mode mode, FileCluster hpc, string path)
        => mode.Run(() => hpc.Client.OpenRead(hpc.System, path), () => hpc.Client.OpenReadAsync(hpc.System, path));

    private static async Task<byte[]> Read(Mode mode, FileCluster hpc, string path, Random random)
    {
        using var stream = await Open(mode, hpc, path);
        return await ReadBy(mode, stream, random.Next(1, 200));
    }

    private static async Task<byte[]> ReadBy(Mode mode, Stream stream, int size)
    {
        var read = new List<byte>();
        var buffer = new byte[size + 2];
        while (await mode.Run(() => stream.Read(buffer, 1, size), () => stream.ReadAsync(buffer, 1, size)) is > 0 and var count)
        {
            read.AddRange(buffer.AsSpan(1, count));
        }

        (buffer[0], buffer[^1]).Should().Be((0, 0), "nothing is written beside the place");
        return [.. read];
    }
}
