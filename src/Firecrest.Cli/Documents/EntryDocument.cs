using System.Globalization;
using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>An entry of a directory with the server's member names; the size is text there.</summary>
internal sealed record EntryDocument(
    string Name, string Type, string? LinkTarget, string User, string Group, string Permissions, string? LastModified, string Size, string Path)
{
    public static EntryDocument From(FileEntry entry) => new(
        entry.Name, entry.Type.Value, entry.LinkTarget, entry.User, entry.Group, entry.Permissions, entry.LastModified?.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        entry.Size.ToString(CultureInfo.InvariantCulture), entry.Path.ToString());
}
