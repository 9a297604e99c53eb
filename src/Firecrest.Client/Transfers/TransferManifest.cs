using System.Text;
using System.Text.Json;

namespace Firecrest.Client.Transfers;

/// <summary>The file that records what has arrived: a header that appears whole or not at all, and a line for each part, of which a torn last one does not count.</summary>
internal sealed class TransferManifest : IDisposable
{
    /// <summary>What every header begins with, and what follows its version soon: by these a manifest is told from any other file.</summary>
    private const string Beginning = "{\"version\":";
    private const string Sequel = ",\"direction\":\"";
    private const int BeginningLength = 64;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly object _lock = new();
    private readonly string _path;
    private readonly FileStream _file;

    private TransferManifest(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    public string Path => _path;

    /// <summary>What is at the path of a manifest, which nobody else can take up until it is disposed of.</summary>
    public static FoundManifest Read(string path)
    {
        FileStream file;
        try
        {
            // Refuses to share with a process that is writing it.
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            return new FoundManifest(null);
        }

        try
        {
            RefuseOther(file, path);
            using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
            return Read(file, reader.ReadToEnd().Split('\n'));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a manifest beside its place, moves it there instead of what was found, and leaves it open.</summary>
    public static TransferManifest Create(string path, ManifestHeader header, IEnumerable<ManifestEntry> entries, FoundManifest found)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        FileStream? file = null;
        try
        {
            file = new FileStream(beside, MovableFile());
            Write(file, JsonSerializer.SerializeToUtf8Bytes(header, ManifestJson.Default.ManifestHeader));
            foreach (var entry in entries)
            {
                Write(file, JsonSerializer.SerializeToUtf8Bytes(entry, ManifestJson.Default.ManifestEntry));
            }

            file.Flush(flushToDisk: true);
            found.ReplaceBy(beside, path);
            return new TransferManifest(path, file);
        }
        catch
        {
            file?.Dispose();
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>A new file that only its owner can read.</summary>
    public static FileStreamOptions OwnersFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    public void Add(ManifestEntry entry)
    {
        lock (_lock)
        {
            Write(_file, JsonSerializer.SerializeToUtf8Bytes(entry, ManifestJson.Default.ManifestEntry));
        }
    }

    public void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A file that is no manifest is not this library's to replace, whatever named it.</summary>
    private static void RefuseOther(FileStream file, string path)
    {
        var bytes = new byte[BeginningLength];
        var text = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, BeginningLength, throwOnEndOfStream: false));
        if (text.Length > 0 && !(text.StartsWith(Beginning, StringComparison.Ordinal) && text.Contains(Sequel, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"ManifestPath is '{path}', a file that is there and is no manifest; it has been left alone. Give another path, or delete it.");
        }

        file.Position = 0;
    }

    private static FoundManifest Read(FileStream file, string[] lines)
    {
        try
        {
            var header = JsonSerializer.Deserialize(lines[0], ManifestJson.Default.ManifestHeader);
            return header?.Version == 1
                ? new FoundManifest(file) { Header = header, Entries = ReadEntries(lines) }
                : new FoundManifest(file) { Unusable = "the manifest is of another version of this library" };
        }
        catch (JsonException)
        {
            return new FoundManifest(file) { Unusable = "the manifest cannot be read" };
        }
    }

    /// <summary>A file that nobody else opens, also while it gets its name.</summary>
    private static FileStreamOptions MovableFile()
    {
        var options = OwnersFile(FileMode.CreateNew);
        options.BufferSize = 0;

        // Windows moves an open file only when it was opened for that.
        options.Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        return options;
    }

    private static List<ManifestEntry> ReadEntries(string[] lines)
    {
        var entries = new List<ManifestEntry>();

        // What follows the last line end was not written whole.
        foreach (var line in lines.Skip(1).SkipLast(1))
        {
            if (JsonSerializer.Deserialize(line, ManifestJson.Default.ManifestEntry) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>One write for a line and its end, so that lines of several threads do not mix and a line is whole or the last.</summary>
    private static void Write(FileStream file, byte[] json)
    {
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        file.Write(line);
    }
}

/// <summary>What a run found at the path of a manifest. It stays locked, so that no other run goes on with the same transfer.</summary>
internal sealed class FoundManifest(FileStream? file) : IDisposable
{
    /// <summary>Which transfer it is of; null when there is none, or none that can be used.</summary>
    public ManifestHeader? Header { get; init; }

    public IReadOnlyList<ManifestEntry> Entries { get; init; } = [];

    /// <summary>Why it cannot be used.</summary>
    public string? Unusable { get; init; }

    /// <summary>Moves a file to its place; where there was none, one that another run has put there meanwhile stays.</summary>
    public void ReplaceBy(string beside, string path)
    {
        // Windows moves no file over an open one.
        if (OperatingSystem.IsWindows())
        {
            Dispose();
        }

        File.Move(beside, path, overwrite: file is not null);
        Dispose();
    }

    public void Dispose() => file?.Dispose();
}
