using System.Text.RegularExpressions;

namespace Firecrest.Emulator.Archives;

/// <summary>What goes into an archive.</summary>
/// <param name="Folder">The remote folder that the names in the archive begin in.</param>
/// <param name="Name">What to take of it; null for all files that fit <see cref="Pattern"/>.</param>
internal sealed record ArchiveSource(string Folder, string? Name)
{
    /// <summary>What the paths from <c>.</c> on have to fit; null fits nothing.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Whether to take what links lead to, in place of the links.</summary>
    public bool FollowsLinks { get; init; }

    /// <summary>The last part of a path, in the folder before it.</summary>
    public static ArchiveSource Of(string path, bool followsLinks)
    {
        int slash = path.LastIndexOf('/');
        return new ArchiveSource(slash <= 0 ? "/" : path[..slash], path[(slash + 1)..]) { FollowsLinks = followsLinks };
    }
}
