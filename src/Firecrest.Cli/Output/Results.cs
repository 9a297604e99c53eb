using System.Text;

namespace Firecrest.Cli.Output;

/// <summary>Standard output: the result of the command in the form that was asked for, and nothing else.</summary>
internal sealed class Results(OutputFormat format, bool isColored)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Stream _stream = StandardStream.Output;

    public OutputFormat Format => format;

    public bool IsTerminal { get; } = !Console.IsOutputRedirected;

    public Stream Stream => _stream;

    /// <summary>One document; a table shows it as a row.</summary>
    public void Write<T>(DocumentKind<T> kind, T document)
    {
        switch (format)
        {
            case OutputFormat.Json:
                SendJson(JsonText.Of(document, kind.Json, IsTerminal));
                break;
            case OutputFormat.Ndjson:
                SendJson(JsonText.Of(document, kind.Json));
                break;
            case OutputFormat.Id:
                Send((IsTerminal ? Printable.Line(kind.Id(document)) : Printable.OneLine(kind.Id(document))) + "\n");
                break;
            default:
                WriteTable(kind, [document]);
                break;
        }
    }

    public void WriteList<T>(DocumentKind<T> kind, IReadOnlyList<T> documents)
    {
        if (format == OutputFormat.Table)
        {
            WriteTable(kind, documents);
        }
        else if (format == OutputFormat.Json)
        {
            SendJson(JsonText.OfList(documents, kind.Json, IsTerminal));
        }
        else
        {
            foreach (var document in documents)
            {
                Write(kind, document);
            }
        }
    }

    /// <summary>A document of which a table shows nothing: what was asked for is done.</summary>
    public void WriteDone<T>(DocumentKind<T> kind, T document)
    {
        if (format != OutputFormat.Table)
        {
            Write(kind, document);
        }
    }

    /// <summary>The same for what was to be done to several things, of which some may have failed; if to a single one, it is a document and no list.</summary>
    public void WriteAllDone<T>(DocumentKind<T> kind, IReadOnlyList<T> documents, int wanted)
    {
        if (format == OutputFormat.Table)
        {
            return;
        }

        if (wanted != 1)
        {
            WriteList(kind, documents);
        }
        else if (documents.Count == 1)
        {
            Write(kind, documents[0]);
        }
    }

    /// <summary>A single document, or a list of several or where a list was asked for.</summary>
    public void WriteOneOrMany<T>(DocumentKind<T> kind, IReadOnlyList<T> documents, bool asList = false)
    {
        if (documents.Count == 1 && !asList)
        {
            Write(kind, documents[0]);
        }
        else
        {
            WriteList(kind, documents);
        }
    }

    public void WriteLine(string text) => Send(Printable.Line(text) + "\n");

    /// <summary>Text from the system as it is; on a terminal without what could harm it.</summary>
    public void WriteText(string text, bool raw = false) => Send(IsTerminal && !raw ? Printable.Text(text) : text);

    private void WriteTable<T>(DocumentKind<T> kind, IReadOnlyList<T> documents)
    {
        if (IsTerminal && isColored)
        {
            TerminalTable.Write(kind, documents);
        }
        else
        {
            Send(PlainTable.Render(kind, documents));
        }
    }

    private void SendJson(ReadOnlySpan<byte> json) => _stream.Write(IsTerminal ? Printable.Json(json) : json);

    private void Send(string text) => _stream.Write(Utf8.GetBytes(text));
}
