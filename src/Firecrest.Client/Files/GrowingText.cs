namespace Firecrest.Client.Files;

/// <summary>A text file that somebody writes, read as it grows.</summary>
internal abstract class GrowingText
{
    /// <summary>The next piece; null when there is nothing new. A character whose last bytes are not there yet is held back.</summary>
    public abstract ValueTask<TextPiece?> ReadMore(bool async, CancellationToken cancellationToken);

    /// <summary>What is held back of a character that will never be complete: U+FFFD, or nothing.</summary>
    public abstract string TakeRest();
}

/// <summary>A piece of a text file.</summary>
/// <param name="Text">The text.</param>
/// <param name="StartsOver">The file was cut or replaced, and this is its beginning.</param>
/// <param name="HasMore">The file is known to go on, or may: there is no need to wait before the next look.</param>
internal sealed record TextPiece(string Text, bool StartsOver, bool HasMore);
