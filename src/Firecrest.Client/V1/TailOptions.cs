namespace Firecrest.Client.V1;

/// <summary>Which part of the end of a text file to read; either lines or bytes.</summary>
public sealed record TailOptions
{
    /// <summary>The number of lines. Default: ten, unless bytes are asked for.</summary>
    public long? Lines { get; init; }

    /// <summary>The number of bytes. Where a character of several bytes is cut, the server refuses.</summary>
    public long? Bytes { get; init; }

    /// <summary>True to read to the end <em>from</em> the line or byte of that number, counted from 1. Default false.</summary>
    public bool SkipBeginning { get; init; }

    /// <inheritdoc cref="HeadOptions.Grep"/>
    public string? Grep { get; init; }
}
