using System.Security.Cryptography;
using System.Text;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The operations under <c>filesystem/{system}/ops</c> that read.</summary>
internal sealed class FileReading(RemoteFiles files, FirecrestEmulatorOptions options)
{
    private const long DefaultLines = 10;

    // The download of a file this much larger than the limit closes the server's connection instead of being refused.
    private const double ClosedChannelFactor = 1.15;

    public IEnumerable<Route> Routes()
    {
        yield return Get("ls", List);
        yield return Get("stat", Stat);
        yield return Get("head", Head);
        yield return Get("tail", Tail);
        yield return Get("view", View);
        yield return Get("download", Download);
        yield return Get("checksum", Checksum);
        yield return Get("file", FileType);
    }

    private static Route Get(string name, Func<Exchange, Task> answer) => new("GET", "/filesystem/{system}/ops/" + name, answer) { Services = [HealthBoard.Ssh], NamesFile = true };

    private async Task List(Exchange exchange)
    {
        bool hidden = exchange.Query.Flag("showHidden");
        bool numeric = exchange.Query.Flag("numericUid");
        bool recursive = exchange.Query.Flag("recursive");
        bool follow = exchange.Query.Flag("dereference");
        exchange.Query.Check();
        string path = exchange.Path;
        RemoteEntry top = await CommandText.Run(path, 2, e => $"ls: cannot access '{path}': {e}", () => files.Find(path, follow)).ConfigureAwait(false);
        var rows = new List<FileRow>();
        if (top.IsDirectory)
        {
            var listing = new FileListing(files, hidden, recursive, follow);
            IReadOnlyList<(string Name, RemoteEntry Entry)> entries = await CommandText.Run(
                path, 2, e => $"ls: cannot open directory '{path}': {e}", () => listing.Of(top)).ConfigureAwait(false);
            rows.AddRange(entries.Select(entry => FileRow.Of(entry.Name, entry.Entry, files, options, numeric)));
        }
        else
        {
            rows.Add(FileRow.Of(path, top, files, options, numeric));
        }

        await exchange.Answer(200, new ListAnswer(rows), EmulatorJson.Default.ListAnswer).ConfigureAwait(false);
    }

    private async Task Stat(Exchange exchange)
    {
        bool follow = exchange.Query.Flag("dereference");
        exchange.Query.Check();
        string path = exchange.Path;
        RemoteEntry entry = await CommandText.Run(path, 1, e => $"stat: cannot statx '{path}': {e}", () => files.Find(path, follow)).ConfigureAwait(false);
        await exchange.Answer(200, new StatAnswer(StatRow.Of(entry)), EmulatorJson.Default.StatAnswer).ConfigureAwait(false);
    }

    private async Task Head(Exchange exchange)
    {
        (bool isBytes, long? asked) = Amount(exchange);
        bool skip = exchange.Query.Flag("skipTrailing");
        exchange.Query.Check();
        long count = asked is null or 0 ? DefaultLines : skip ? -asked.Value : asked.Value;
        string content = await Read(exchange, "head", Window).ConfigureAwait(false);
        long end = asked is null ? DefaultLines : asked == 0 ? 0 : count;
        await AnswerContent(exchange, content, isBytes, 0, end).ConfigureAwait(false);

        async Task<(long Start, long End)> Window(FileStream file)
            => (0, isBytes && asked != 0
                ? Math.Clamp(count >= 0 ? count : file.Length + count, 0, file.Length)
                : await FileWindow.EndOfHead(file, count, exchange.Aborted).ConfigureAwait(false));
    }

    private async Task Tail(Exchange exchange)
    {
        (bool isBytes, long? asked) = Amount(exchange);
        bool skip = exchange.Query.Flag("skipHeading") && asked is not (null or 0);
        exchange.Query.Check();
        long count = asked is null or 0 ? DefaultLines : Math.Abs(asked.Value);
        string content = await Read(exchange, "tail", Window).ConfigureAwait(false);
        long start = asked is null ? -DefaultLines : skip ? asked.Value : -asked.Value;
        await AnswerContent(exchange, content, isBytes, start, -1).ConfigureAwait(false);

        async Task<(long Start, long End)> Window(FileStream file) => ((isBytes && asked != 0, skip) switch
        {
            (true, true) => Math.Min(count - 1, file.Length),
            (true, false) => Math.Max(file.Length - count, 0),
            (false, true) => await FileWindow.AfterLines(file, count - 1, exchange.Aborted).ConfigureAwait(false),
            (false, false) => await FileWindow.StartOfLast(file, count, exchange.Aborted).ConfigureAwait(false),
        }, file.Length);
    }

    private static (bool IsBytes, long? Count) Amount(Exchange exchange)
    {
        long? bytes = exchange.Query.Number("bytes");
        long? lines = exchange.Query.Number("lines");
        exchange.Query.Check();
        return bytes is not null && lines is not null
            ? throw new ApiError(400, "Only one of `bytes` or `lines` can be specified.")
            : (bytes is not null, bytes ?? lines);
    }

    private async Task View(Exchange exchange)
    {
        long size = exchange.Query.Number("size") ?? options.MaxOpsFileSize;
        long offset = exchange.Query.Number("offset") ?? 0;
        exchange.Query.Check();
        string? complaint = size <= 0 ? "`size` value must be an integer value greater than 0"
            : offset < 0 ? "`offset` value must be an integer value equal or greater than 0"
            : size > options.MaxOpsFileSize ? $"`size` value must be less than {options.MaxOpsFileSize} bytes"
            : null;
        if (complaint is not null)
        {
            throw new ApiError(400, complaint);
        }

        // The server reads two blocks of bytes with dd and then cuts characters: after non-ASCII text the offsets drift.
        string path = exchange.Path;
        string text = await CommandText.Run(path, 1, e => $"dd: {(e == "Is a directory" ? "error reading" : "failed to open")} '{path}': {e}", async () =>
        {
            using FileStream file = files.OpenRead(path);
            long start = Math.Min(offset / size * size, file.Length);
            return await ReadText(file, start, Math.Min(start + (2 * size), file.Length), exchange.Aborted).ConfigureAwait(false);
        }).ConfigureAwait(false);
        IEnumerable<Rune> shown = text.EnumerateRunes().Skip((int)(offset % size)).Take((int)size);
        await exchange.Answer(200, new TextAnswer(string.Concat(shown)), EmulatorJson.Default.TextAnswer).ConfigureAwait(false);
    }

    private async Task Download(Exchange exchange)
    {
        string path = exchange.Path;
        byte[] content = await CommandText.Run(path, 1, e => e == "Is a directory" ? $"base64: read error: {e}" : $"base64: {path}: {e}", async () =>
        {
            using FileStream file = files.OpenRead(path);
            long encoded = (file.Length + 2) / 3 * 4;
            return file.Length >= options.MaxOpsFileSize * ClosedChannelFactor ? throw ApiError.Unhandled("Channel not open for sending")
                : encoded >= options.MaxOpsFileSize ? throw ApiError.OutputTooLarge()
                : await FileWindow.Read(file, 0, file.Length, exchange.Aborted).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await exchange.Http.Response.WriteBytes(200, "application/octet-stream", content).ConfigureAwait(false);
    }

    private async Task Checksum(Exchange exchange)
    {
        string path = exchange.Path;
        string hash = await CommandText.Run(path, 1, e => $"sha256sum: {path}: {e}", async () =>
        {
            using FileStream file = files.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, exchange.Aborted).ConfigureAwait(false));
        }).ConfigureAwait(false);
        string printed = path;
        if (path.Contains('\\', StringComparison.Ordinal))
        {
            // sha256sum marks a line in which it escaped something.
            hash = '\\' + hash;
            printed = path.Replace("\\", "\\\\", StringComparison.Ordinal);
        }

        if (path.Contains(' ', StringComparison.Ordinal))
        {
            // The server splits the output at blanks.
            throw new ApiError(500, $"Invalid output: {hash}  {printed}\n ");
        }

        await exchange.Answer(200, new ChecksumAnswer(new ChecksumRow("SHA256", hash)), EmulatorJson.Default.ChecksumAnswer).ConfigureAwait(false);
    }

    // A missing file is no error here: the command prints a sentence and ends well.
    private async Task FileType(Exchange exchange)
    {
        string path = exchange.Path;
        string type = await CommandText.Run(path, 1, e => e, async () =>
        {
            try
            {
                using FileStream file = files.OpenRead(path);
                byte[] start = await FileWindow.Read(file, 0, Math.Min(file.Length, 65536), exchange.Aborted).ConfigureAwait(false);
                return FileTypeText.Of(start);
            }
            catch (RemoteFileException e)
            {
                return e.Message == RemoteFileException.IsADirectory.Message ? "directory" : $"cannot open `{path}' ({e.Message})";
            }
        }).ConfigureAwait(false);
        await exchange.Answer(200, new TextAnswer(type), EmulatorJson.Default.TextAnswer).ConfigureAwait(false);
    }

    private Task<string> Read(Exchange exchange, string command, Func<FileStream, Task<(long Start, long End)>> window)
    {
        string path = exchange.Path;
        return CommandText.Run(path, 1, Text, async () =>
        {
            using FileStream file = files.OpenRead(path);
            (long start, long end) = await window(file).ConfigureAwait(false);
            return await ReadText(file, start, end, exchange.Aborted).ConfigureAwait(false);
        });

        string Text(string e) => e == "Is a directory" ? $"{command}: error reading '{path}': {e}" : $"{command}: cannot open '{path}' for reading: {e}";
    }

    private async Task<string> ReadText(FileStream file, long start, long end, CancellationToken cancellationToken)
        => end - start >= options.MaxOpsFileSize
            ? throw ApiError.OutputTooLarge()
            : Encoding.UTF8.GetString(await FileWindow.Read(file, start, end, cancellationToken).ConfigureAwait(false));

    private static Task AnswerContent(Exchange exchange, string content, bool isBytes, long start, long end)
        => exchange.Answer(200, new ContentAnswer(new ContentRow(content, isBytes ? "bytes" : "lines", start, end)), EmulatorJson.Default.ContentAnswer);
}
