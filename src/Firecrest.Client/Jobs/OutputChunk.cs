namespace Firecrest.Client;

/// <summary>A piece of what a job wrote, not cut at line ends.</summary>
public sealed record OutputChunk
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>True for text of the standard error, where that is a file of its own.</summary>
    public bool IsError { get; init; }

    /// <summary>True when the file was cut or written anew, for instance by a job that was put back into the queue: this is its beginning, and what came before is no longer in it.</summary>
    public bool StartsOver { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
