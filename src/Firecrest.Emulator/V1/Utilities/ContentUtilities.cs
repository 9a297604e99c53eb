using System.Globalization;
using System.Net;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utilities that give the content of a file or a part of it.</summary>
internal sealed class ContentUtilities(Utility utility, RemoteFiles files, FirecrestEmulatorOptions options)
{
    private const int DefaultLines = 10;

    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/utilities/head", exchange => Part(exchange, "head"));
        yield return new("GET", "/utilities/tail", exchange => Part(exchange, "tail"));
        yield return new("GET", "/utilities/view", View);
        yield return new("GET", "/utilities/download", Download);
    }

    private async Task<V1Answer> Part(V1Exchange exchange, string command)
    {
        await utility.Begin(exchange, command).ConfigureAwait(false);
        string path = Utility.Text(exchange, command, "targetPath");
        (string? bytes, string? lines) = (NotEmpty(exchange.Query("bytes")), NotEmpty(exchange.Query("lines")));
        if (bytes is not null && lines is not null)
        {
            return V1Answer.Refused(400, Utility.Description(command), "Can not specify both 'bytes' and 'lines'");
        }

        string? amount = bytes ?? lines;
        if (amount is not null)
        {
            amount = Utility.Checked(amount, Utility.Description(command), bytes is null ? "'lines'" : "'bytes'");
            bool others = exchange.Flag(command == "head" ? "skip_ending" : "skip_beginning");
            amount = others ? (command == "head" ? "-" : "+") + amount : amount;
        }

        string? pattern = NotEmpty(exchange.Query("grep"));
        string described = pattern is null ? command : command + " operation with grep";
        V1Answer answer = await Run(exchange, command, path, amount, bytes is not null, pattern).ConfigureAwait(false);
        return pattern is not null && answer.Json?["description"]?.ToString() == Utility.Description(command)
            ? Described(answer, $"Error on {described}")
            : answer;
    }

    private static V1Answer Described(V1Answer answer, string description)
    {
        answer.Json!["description"] = description;
        return answer;
    }

    private Task<V1Answer> Run(V1Exchange exchange, string command, string path, string? amount, bool isBytes, string? pattern)
    {
        return utility.Run(exchange, command, Text, async () =>
        {
            using FileStream file = files.OpenRead(path);
            (long start, long end) = await Window(file, command, amount, isBytes, exchange.Aborted).ConfigureAwait(false);
            if (end - start >= options.MaxOpsFileSize)
            {
                throw TextOutput.TooLong(options.MaxOpsFileSize);
            }

            string text = TextOutput.Decode(await FileWindow.Read(file, start, end, exchange.Aborted).ConfigureAwait(false));
            return pattern is null ? V1Answer.Success(200, $"Success to {command} file.", text)
                : TextOutput.Lines(text, pattern) is { } found ? V1Answer.Success(200, $"Success to {command} file.", found)
                : V1Answer.Refused(404, Utility.Description(command), "pattern not found", "X-Not-Found", "pattern not found");
        });

        string Text(string e) => e == "Is a directory" ? $"{command}: error reading '{path}': {e}" : $"{command}: cannot open '{path}' for reading: {e}";
    }

    private static async Task<(long Start, long End)> Window(FileStream file, string command, string? amount, bool isBytes, CancellationToken stop)
    {
        string text = amount ?? DefaultLines.ToString(CultureInfo.InvariantCulture);
        bool isSigned = text[0] is '+' or '-';
        if (!long.TryParse(isSigned ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            throw new CommandFailure($"{command}: invalid number of {(isBytes ? "bytes" : "lines")}: '{text.TrimStart(isSigned ? text[0] : ' ')}'");
        }

        if (command == "head")
        {
            bool others = text[0] == '-';
            return (0, isBytes
                ? Math.Clamp(others ? file.Length - count : count, 0, file.Length)
                : await FileWindow.EndOfHead(file, others ? -count : count, stop).ConfigureAwait(false));
        }

        bool fromStart = text[0] == '+';
        return ((isBytes, fromStart) switch
        {
            (true, true) => Math.Clamp(count - 1, 0, file.Length),
            (true, false) => Math.Max(file.Length - count, 0),
            (false, true) => await FileWindow.AfterLines(file, count - 1, stop).ConfigureAwait(false),
            (false, false) => await FileWindow.StartOfLast(file, count, stop).ConfigureAwait(false),
        }, file.Length);
    }

    // It is head, so that ten lines are all that it gives.
    private async Task<V1Answer> View(V1Exchange exchange)
    {
        await utility.Begin(exchange, "fsize").ConfigureAwait(false);
        string path = Utility.Text(exchange, "fsize", "targetPath");
        (V1Answer? refused, long size) = await Size(exchange, path).ConfigureAwait(false);
        return refused is not null ? refused
            : size > options.MaxOpsFileSize ? TooLarge("Failed to view file content")
            : await Run(exchange, "head", path, null, isBytes: false, pattern: null).ConfigureAwait(false);
    }

    private async Task<V1Answer> Download(V1Exchange exchange)
    {
        await utility.Begin(exchange, "fsize").ConfigureAwait(false);
        string path = Utility.Text(exchange, "fsize", exchange.Query("targetPath") is null ? "sourcePath" : "targetPath");
        (V1Answer? refused, long size) = await Size(exchange, path).ConfigureAwait(false);
        if (refused is not null)
        {
            return refused;
        }

        // The size is asked for with either name, the content with this one only.
        string name = exchange.Query("sourcePath")?.Split('/')[^1] ?? throw V1Refusal.Unhandled;
        return size > options.MaxOpsFileSize ? TooLarge("Failed to download file")
            : size == 0 ? Attachment(name, [])
            : await utility.Run(
                exchange, "base64", e => e == "Is a directory" ? $"base64: read error: {e}" : $"base64: {path}: {e}", () => Content(exchange, path, name))
                .ConfigureAwait(false);
    }

    private async Task<V1Answer> Content(V1Exchange exchange, string path, string name)
    {
        using FileStream file = files.OpenRead(path);
        // The output is base64, which has to be below the limit of all outputs: three quarters of it are left for the file.
        return (file.Length + 2) / 3 * 4 >= options.MaxOpsFileSize
            ? throw TextOutput.TooLong(options.MaxOpsFileSize)
            : Attachment(name, await FileWindow.Read(file, 0, file.Length, exchange.Aborted).ConfigureAwait(false));
    }

    private async Task<(V1Answer? Refused, long Size)> Size(V1Exchange exchange, string path)
    {
        long size = 0;
        V1Answer answer = await utility.Run(exchange, "fsize", e => $"stat: cannot statx '{path}': {e}", () =>
        {
            size = files.Find(path).Size;
            return V1Answer.Success(200, "", "");
        }).ConfigureAwait(false);
        return (answer.Status == 200 ? null : answer, size);
    }

    private static V1Answer Attachment(string name, byte[] content)
    {
        string file = name.Any(c => !char.IsAscii(c)) ? "filename*=UTF-8''" + WebUtility.UrlEncode(name).Replace("+", "%20", StringComparison.Ordinal)
            : name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) ? "filename=" + name
            : $"filename=\"{name}\"";
        return new V1Answer(200)
        {
            Content = content,
            ContentType = "application/octet-stream",
            Headers = [("Content-Disposition", "attachment; " + file), ("Cache-Control", "no-cache")],
        };
    }

    private static V1Answer TooLarge(string description) => V1Answer.Refused(400, description, null, "X-Size-Limit", "File exceeds size limit");

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
