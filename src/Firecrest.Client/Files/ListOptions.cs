namespace Firecrest.Client;

/// <summary>What to list of a directory.</summary>
public sealed record ListOptions
{
    /// <summary>Also entries whose name begins with a dot. Default false.</summary>
    public bool ShowHidden { get; init; }

    /// <summary>Also what is in subdirectories. Default false.</summary>
    public bool Recursive { get; init; }

    /// <summary>Numbers instead of names of users and groups. Default false.</summary>
    public bool NumericIds { get; init; }

    /// <summary>The targets of symbolic links instead of the links. Default false.</summary>
    public bool Dereference { get; init; }
}
