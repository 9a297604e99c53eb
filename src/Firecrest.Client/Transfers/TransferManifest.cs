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

    /// <summary>What a manifest holds; null when there is none. A text instead of a manifest when it cannot be used, which tells why.</summary>
    public static (ManifestHeader? Header, IReadOnlyList<ManifestEntry> Entries, string? Unusable) Read(string path)
    {
        string[] lines;
        try
        {
            // Refuses to share with a process that is writing it.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            RefuseOther(file, path);
            using var reader = new StreamReader(file, Encoding.UTF8);
            lines = reader.ReadToEnd().Split('\n');
        }
        catch (FileNotFoundException)
        {
            return (null, [], null);
        }

        try
        {
            var header = JsonSerializer.Deserialize(lines[0], ManifestJson.Default.ManifestHeader);
            return header?.Version == 1 ? (header, ReadEntries(lines), null) : (null, [], "the manifest is of another version of this library");
        }
        catch (JsonException)
        {
            return (null, [], "the manifest cannot be read");
        }
    }

    /// <summary>Writes a manifest beside its place, moves it there and leaves it open.</summary>
    public static TransferManifest Create(string path, ManifestHeader header, IEnumerable<ManifestEntry> entries)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var file = new FileStream(beside, OwnersFile(FileMode.CreateNew)))
            {
                Write(file, JsonSerializer.SerializeToUtf8Bytes(header, ManifestJson.Default.ManifestHeader));
                foreach (var entry in entries)
                {
                    Write(file, JsonSerializer.SerializeToUtf8Bytes(entry, ManifestJson.Default.ManifestEntry));
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            return new TransferManifest(path, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0));
        }
        finally
        {
            File.Delete(beside);
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
