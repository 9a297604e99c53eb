namespace Firecrest.Client.V1;

/// <summary>Which part of the beginning of a text file to read; either lines or bytes.</summary>
public sealed record HeadOptions
{
    /// <summary>The number of lines. Default: ten, unless bytes are asked for.</summary>
    public long? Lines { get; init; }

    /// <summary>The number of bytes. Where a character of several bytes is cut, the server refuses.</summary>
    public long? Bytes { get; init; }

    /// <summary>True to read all <em>but</em> the last lines or bytes of that number. Default false.</summary>
    public bool SkipEnding { get; init; }

    /// <summary>Only lines with this text in them. Default: all. When there are none, the server answers 404.</summary>
    public string? Grep { get; init; }
}
