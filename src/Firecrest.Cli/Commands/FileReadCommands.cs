using System.CommandLine;
using System.Globalization;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Commands.FileCommands;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Commands that look at files.</summary>
internal static class FileReadCommands
{
    public static IEnumerable<Command> Create(CommandFactory factory) =>
    [
        List(factory), Stat(factory), Cat(factory), Head(factory, "head"), Tail(factory, "tail"), Checksum(factory),
    ];

    public static Command List(CommandFactory factory)
    {
        var path = PathArgument();
        var all = Option<bool>("--show-hidden", "Also entries whose name begins with a dot.", "-a");
        var recursive = Option<bool>("--recursive", "Also what is in subdirectories.", "-R");
        var numeric = Option<bool>("--numeric-uid-gid", "Numbers instead of names of users and groups.", "-n");
        var dereference = Option<bool>("--dereference", "The targets of links instead of the links.", "-L");
        return factory.Create("ls", "Lists a directory.", [path, all, recursive, numeric, dereference], async session =>
        {
            var options = new ListOptions
            {
                ShowHidden = session.Get(all),
                Recursive = session.Get(recursive),
                NumericIds = session.Get(numeric),
                Dereference = session.Get(dereference),
            };
            var entries = await session.Client.ListAsync(session.SystemName, session.Path(path), options, session.CancellationToken);
            session.Results.WriteList(Kinds.Entry, [.. entries.Select(EntryDocument.From)]);
        });
    }

    public static Command Stat(CommandFactory factory)
    {
        var path = PathArgument();
        var dereference = Option<bool>("--dereference", "The target of a link instead of the link.", "-L");
        var exists = Option<bool>("--exists", "Only tells by the exit code whether it exists: 0 or 3.");
        return factory.Create("stat", "Shows what the file system knows of a file.", [path, dereference, exists], async session =>
        {
            var stat = await session.Client.StatAsync(session.SystemName, session.Path(path), session.Get(dereference), session.CancellationToken);
            var document = StatDocument.From(session.Path(path), stat);
            if (session.Get(exists))
            {
                session.Results.WriteDone(Kinds.Stat, document);
            }
            else
            {
                session.Results.Write(Kinds.Stat, document);
            }
        });
    }

    public static Command Checksum(CommandFactory factory)
    {
        var path = PathArgument();
        return factory.Create("checksum", "Shows the SHA-256 checksum of a file.", [path], async session =>
        {
            var sum = await session.Client.ChecksumAsync(session.SystemName, session.Path(path), session.CancellationToken);
            session.Results.Write(Kinds.Checksum, new(sum.Algorithm, sum.Value, session.Get(path)));
        });
    }

    public static Command Head(CommandFactory factory, string name) => Window(factory, name, "Prints the beginning of a file.", '-', "all but the last", ReadBeginning);

    public static Command Tail(CommandFactory factory, string name) => Window(factory, name, "Prints the end of a file.", '+', "everything from that one on", ReadEnd);

    private static async Task<ContentDocument> ReadBeginning(Session session, string path, TextWindow window)
    {
        var (bytes, lines, opposite) = (window.Bytes, window.Lines, window.Opposite);
        if (await session.FindGeneration() == FirecrestApiVersion.V2)
        {
            return ContentDocument.From(await session.Client.V2.Filesystem.HeadAsync(session.SystemName, path, new() { Bytes = bytes, Lines = lines, SkipTrailing = opposite }, session.CancellationToken), path);
        }

        var text = opposite
            ? await session.Client.V1.Utilities.HeadAsync(session.SystemName, path, new() { Bytes = bytes, Lines = lines, SkipEnding = true }, session.CancellationToken)
            : await session.Client.HeadAsync(session.SystemName, path, window.Plain, session.CancellationToken);
        return new(text, path, null);
    }

    private static async Task<ContentDocument> ReadEnd(Session session, string path, TextWindow window)
    {
        var (bytes, lines, opposite) = (window.Bytes, window.Lines, window.Opposite);
        if (await session.FindGeneration() == FirecrestApiVersion.V2)
        {
            return ContentDocument.From(await session.Client.V2.Filesystem.TailAsync(session.SystemName, path, new() { Bytes = bytes, Lines = lines, SkipHeading = opposite }, session.CancellationToken), path);
        }

        var text = opposite
            ? await session.Client.V1.Utilities.TailAsync(session.SystemName, path, new() { Bytes = bytes, Lines = lines, SkipBeginning = true }, session.CancellationToken)
            : await session.Client.TailAsync(session.SystemName, path, window.Plain, session.CancellationToken);
        return new(text, path, null);
    }

    private static Command Window(
        CommandFactory factory, string name, string description, char sign, string opposite, Func<Session, string, TextWindow, Task<ContentDocument>> read)
    {
        var path = PathArgument();
        var lines = Option<string?>("--lines", $"The number of lines (default 10); with a {sign} in front, {opposite}.", "-n");
        var bytes = Option<string?>("--bytes", $"The number of bytes; with a {sign} in front, {opposite}.", "-c");
        var json = PyFirecrestCommands.Json();
        var raw = Raw();
        return factory.Create(name, description, [path, lines, bytes, json, raw], async session =>
        {
            var window = TextWindow.Parse(session.Get(lines), session.Get(bytes), sign);
            Print(session, [await read(session, session.Get(path), window)], session.Get(raw));
        });
    }

    /// <summary>The bytes of a file, on a terminal made harmless.</summary>
    private static Command Cat(CommandFactory factory)
    {
        var paths = new Argument<string[]>("path") { Description = "Absolute paths on the system.", Arity = ArgumentArity.OneOrMore };
        var raw = Raw();
        return factory.Create("cat", "Prints files: their bytes, or on a terminal their text.", [paths, raw], async session =>
        {
            var texts = new List<ContentDocument>();
            foreach (var path in session.Get(paths))
            {
                var options = new TransferOptions { Account = session.Account };
                if (session.Results.Format == OutputFormat.Table && (!session.Results.IsTerminal || session.Get(raw)))
                {
                    await session.Client.DownloadAsync(session.SystemName, path, session.Results.Stream, options, session.CancellationToken);
                    continue;
                }

                using var content = new MemoryStream();
                await session.Client.DownloadAsync(session.SystemName, path, content, options, session.CancellationToken);
                texts.Add(new(System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length), path, null));
            }

            Print(session, texts, session.Get(raw));
        });
    }

    public static Option<bool> Raw() => Option<bool>("--raw", "Also on a terminal exactly as it is, with all control characters.");

    public static void Print(Session session, IReadOnlyList<ContentDocument> texts, bool raw)
    {
        if (session.Results.Format != OutputFormat.Table)
        {
            session.Results.WriteOneOrMany(Kinds.Content, texts);
            return;
        }

        foreach (var text in texts)
        {
            session.Results.WriteText(text.Content, raw);
        }
    }

    /// <summary>A number of lines or bytes, counted from the side of the command or, with a sign, from the other.</summary>
    private sealed record TextWindow(int? Lines, int? Bytes, bool Opposite)
    {
        public ReadWindow? Plain => Lines is { } lines ? ReadWindow.Lines(lines) : Bytes is { } bytes ? ReadWindow.Bytes(bytes) : null;

        public static TextWindow Parse(string? lines, string? bytes, char sign)
        {
            if (lines is not null && bytes is not null)
            {
                throw new UsageException("Give --lines or --bytes, not both.");
            }

            var text = lines ?? bytes;
            if (text is null)
            {
                return new(null, null, false);
            }

            var opposite = text.StartsWith(sign);
            return int.TryParse(opposite ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? new(lines is null ? null : count, bytes is null ? null : count, opposite)
                : throw new UsageException($"'{text}' is no number of {(lines is null ? "bytes" : "lines")}; write a positive one.");
        }
    }
}
