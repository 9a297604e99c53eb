namespace Firecrest.Cli.Output;

/// <summary>A file that is there when all of it is: it is written beside its place and moved there. That it cannot be written shows at once.</summary>
internal sealed class SummaryFile : IDisposable
{
    private readonly string _path;
    private readonly string? _partial;
    private readonly FileStream _stream;

    public SummaryFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
        {
            throw new IOException($"'{path}' is a directory.");
        }

        // A device or the pipe of a shell is written to, not replaced.
        _partial = !OperatingSystem.IsWindows() && _path.StartsWith("/dev/", StringComparison.Ordinal) ? null : $"{_path}.{Guid.NewGuid():N}.partial";
        _stream = new FileStream(_partial ?? _path, _partial is null ? FileMode.Open : FileMode.CreateNew, FileAccess.Write);
    }

    public void Complete(ReadOnlySpan<byte> content)
    {
        _stream.Write(content);
        _stream.Dispose();
        if (_partial is not null)
        {
            File.Move(_partial, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (File.Exists(_partial))
        {
            File.Delete(_partial);
        }
    }
}
