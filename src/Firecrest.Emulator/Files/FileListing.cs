namespace Firecrest.Emulator.Files;

/// <summary>What ls shows of a folder, in its order.</summary>
/// <param name="files">The remote files.</param>
/// <param name="hidden">Whether names that begin with a dot are shown.</param>
/// <param name="recursive">Whether folders are shown with what is in them, under names that begin with theirs.</param>
/// <param name="follow">Whether links are shown as what they lead to.</param>
internal sealed class FileListing(RemoteFiles files, bool hidden, bool recursive, bool follow)
{
    public IReadOnlyList<(string Name, RemoteEntry Entry)> Of(RemoteEntry folder)
    {
        var rows = new List<(string, RemoteEntry)>();
        Add(rows, folder, "");
        return rows;
    }

    private void Add(List<(string Name, RemoteEntry Entry)> rows, RemoteEntry folder, string prefix)
    {
        var shown = files.List(folder).Where(row => hidden || row.Name[0] != '.').ToList();
        rows.AddRange(shown.Select(row => (prefix + row.Name, Target(row.Entry))));
        if (recursive)
        {
            foreach ((string name, RemoteEntry entry) in shown.Where(row => row.Entry.IsDirectory))
            {
                Add(rows, entry, prefix + name + "/");
            }
        }
    }

    private RemoteEntry Target(RemoteEntry entry) => follow && entry.IsLink && files.Resolve(entry.RealPath) is { Exists: true } target ? target : entry;
}
