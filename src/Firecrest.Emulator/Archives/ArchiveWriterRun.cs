using System.Formats.Tar;
using System.Text;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Archives;

/// <summary>One archive while it is written: what goes in, what was listed and what failed.</summary>
internal sealed class ArchiveWriterRun(
    RemoteFiles files, FirecrestEmulatorOptions options, ArchiveSource source, string archivePath, CancellationToken cancellationToken)
{
    private readonly StringBuilder _listing = new();
    private readonly StringBuilder _errors = new();
    private readonly HashSet<string> _open = [];

    public CommandResult Result => _errors.Length == 0
        ? new CommandResult(0, _listing.ToString(), "")
        : new CommandResult(2, _listing.ToString(), _errors + "tar: Exiting with failure status due to previous errors");

    public void WriteAll(TarWriter tar)
    {
        RemoteEntry folder;
        try
        {
            folder = files.Find(source.Folder);
        }
        catch (RemoteFileException e)
        {
            throw TarException.CannotEnter(source.Folder, e.Message);
        }

        if (source.Name is null)
        {
            WriteFitting(tar, folder, ".");
        }
        else
        {
            Add(tar, source.Name, folder.RealPath.TrimEnd('/') + "/" + source.Name);
        }
    }

    private void WriteFitting(TarWriter tar, RemoteEntry folder, string name)
    {
        foreach ((string child, RemoteEntry entry) in Children(folder, name))
        {
            string path = name + "/" + child;
            if (entry.IsDirectory)
            {
                WriteFitting(tar, entry, path);
            }
            else if (!entry.IsLink && source.Pattern?.IsMatch(path) == true)
            {
                Add(tar, path, entry.RealPath);
            }
        }
    }

    private void Add(TarWriter tar, string name, string path)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Write(tar, name, files.Find(path, source.FollowsLinks));
        }
        catch (RemoteFileException e)
        {
            Complain(name, "stat", e);
        }
    }

    private void Write(TarWriter tar, string name, RemoteEntry entry)
    {
        if (entry.RealPath == archivePath)
        {
            _listing.Append("tar: ").Append(name).Append(": file is the archive; not dumped\n");
        }
        else if (entry.IsLink)
        {
            Put(tar, new GnuTarEntry(TarEntryType.SymbolicLink, name) { LinkName = files.RemoteTarget(entry.Info.LinkTarget!) }, entry);
        }
        else if (entry.IsDirectory)
        {
            WriteFolder(tar, name, entry);
        }
        else
        {
            WriteFile(tar, name, entry);
        }
    }

    private void WriteFolder(TarWriter tar, string name, RemoteEntry entry)
    {
        if (!_open.Add(entry.RealPath))
        {
            // A link that leads to a folder around it.
            return;
        }

        Put(tar, new GnuTarEntry(TarEntryType.Directory, name.TrimEnd('/') + "/"), entry);
        foreach ((string child, RemoteEntry inner) in Children(entry, name))
        {
            Add(tar, name.TrimEnd('/') + "/" + child, inner.RealPath);
        }

        _open.Remove(entry.RealPath);
    }

    private void WriteFile(TarWriter tar, string name, RemoteEntry entry)
    {
        FileStream opened;
        try
        {
            opened = files.OpenRead(entry.RealPath);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            Complain(name, "open", e);
            return;
        }

        using var content = new InterruptibleStream(opened, cancellationToken);
        Put(tar, new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, entry);
    }

    private void Put(TarWriter tar, GnuTarEntry made, RemoteEntry entry)
    {
        made.Mode = entry.Permissions;
        made.ModificationTime = new DateTimeOffset(entry.Info.LastWriteTimeUtc);
        made.Uid = FileRow.UserId;
        made.Gid = FileRow.GroupId;
        made.UserName = options.UserName;
        made.GroupName = FileRow.GroupName;
        tar.WriteEntry(made);
        _listing.Append(made.Name).Append('\n');
    }

    private IReadOnlyList<(string Name, RemoteEntry Entry)> Children(RemoteEntry folder, string name)
    {
        try
        {
            return files.List(folder);
        }
        catch (RemoteFileException e)
        {
            Complain(name, "open", e);
            return [];
        }
    }

    private void Complain(string name, string what, Exception e)
        => _errors.Append("tar: ").Append(name).Append(": Cannot ").Append(what).Append(": ")
            .Append((e as RemoteFileException ?? RemoteFileException.From(e)).Message).Append('\n');
}
