using System.Text;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Output;

/// <summary>Standard error: everything that is not the result. With JSON asked for, it is one line of JSON for an error and nothing else unless asked.</summary>
internal sealed class Notes(OutputFormat format, bool isColored)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _lock = new();
    private volatile bool _animates;

    public bool IsTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>True when something that moves may be shown.</summary>
    public bool CanAnimate => IsTerminal && isColored && !ForPrograms;

    private bool ForPrograms => format is OutputFormat.Json or OutputFormat.Ndjson;

    /// <summary>To be called before something moves, for which the cursor is hidden.</summary>
    public void Animates() => _animates = true;

    /// <summary>Shows the cursor again where the run ends in the midst of that.</summary>
    public void ShowCursor()
    {
        if (_animates)
        {
            Send("\u001b[?25h");
        }
    }

    /// <summary>A remark for people.</summary>
    public void Write(string text)
    {
        if (!ForPrograms)
        {
            Send(Printable.Line(text) + "\n");
        }
    }

    /// <summary>A remark that was asked for by an option.</summary>
    public void WriteAlways(string text) => Send(Printable.Line(text) + "\n");

    /// <summary>Text from the system as it is; on a terminal without what could harm it.</summary>
    public void WriteText(string text) => Send(IsTerminal ? Printable.Text(text) : text);

    public void Write(Failure failure)
    {
        if (ForPrograms)
        {
            var json = JsonText.Of(ErrorDocument.From(failure), DocumentJson.Default.ErrorDocument);
            Send(IsTerminal ? Printable.Json(json) : json);
        }
        else
        {
            WriteAlways($"firecrest: {failure.Message}");
        }
    }

    private void Send(string text) => Send(Utf8.GetBytes(text));

    private void Send(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            try
            {
                StandardStream.Error.Write(bytes);
            }
#pragma warning disable CA1031 // Closed, full, or nobody reads it: remarks are not the result, and whoever does not want them has them not.
            catch (Exception)
#pragma warning restore CA1031
            {
                // There is no other place to tell it.
            }
        }
    }
}
