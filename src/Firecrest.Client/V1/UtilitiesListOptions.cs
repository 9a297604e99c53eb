namespace Firecrest.Client.V1;

/// <summary>What to list of a directory.</summary>
public sealed record UtilitiesListOptions
{
    /// <inheritdoc cref="ListOptions.ShowHidden"/>
    public bool ShowHidden { get; init; }

    /// <summary>Also what is in subdirectories. Default false. FirecREST 1.16 and later.</summary>
    public bool Recursive { get; init; }

    /// <inheritdoc cref="ListOptions.NumericIds"/>
    public bool NumericIds { get; init; }

    /// <summary>The targets of symbolic links instead of the links. Default false.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>In the order of the directory instead of by name; names that begin with a dot may be among them then. Default false.</summary>
    public bool Unsorted { get; init; }

    /// <summary>The length of a page, at least 1. Default: all in one list.</summary>
    public int? PageSize { get; init; }

    /// <summary>The page, from 1. The server answers with the whole list when there is no such page. Default: the first, if there is a <see cref="PageSize"/>.</summary>
    public int? PageNumber { get; init; }
}
