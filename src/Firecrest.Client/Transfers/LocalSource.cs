using Firecrest.Client.Files;

namespace Firecrest.Client.Transfers;

/// <summary>What is uploaded.</summary>
internal abstract class LocalSource
{
    /// <summary>For messages.</summary>
    public abstract string Description { get; }

    public abstract long Length { get; }

    /// <summary>True when only one reader can be at work.</summary>
    public abstract bool IsSequential { get; }

    /// <summary>For the direct operation, which sends it whole.</summary>
    public abstract UploadSource Whole { get; }

    /// <summary>The file with its size and time, by which a later run knows it again; null for a stream.</summary>
    public virtual LocalFileState? State => null;

    /// <summary>Opens it for reading at any place.</summary>
    public abstract PartReader Open();
}

/// <summary>A file of this machine as it was when its transfer began.</summary>
internal sealed record LocalFileState(string Path, long Length, long ModifiedTicks)
{
    /// <summary>Looks through links.</summary>
    public static LocalFileState Of(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new(System.IO.Path.GetFullPath(path), RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle).Ticks);
    }
}

internal sealed class FileSource : LocalSource
{
    private readonly LocalFileState _state;

    private FileSource(LocalFileState state) => _state = state;

    public override string Description => _state.Path;

    public override long Length => _state.Length;

    public override bool IsSequential => false;

    public override UploadSource Whole
        => new(() => new FileStream(_state.Path, FileMode.Open, FileAccess.Read, FileShare.Read), _state.Length, _state.Path);

    public override LocalFileState State => _state;

    /// <exception cref="ArgumentException">It is a directory, or nothing with a size.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileSource Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"'{path}' is a directory; a file is uploaded, not a directory.", nameof(path));
        }

        try
        {
            return new FileSource(LocalFileState.Of(path));
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException($"'{path}' is no file with a size, such as a pipe; open it and upload the stream.", nameof(path), exception);
        }
    }

    public override PartReader Open() => new FilePartReader(File.OpenHandle(_state.Path));
}

/// <summary>What is left of a caller's stream that can be read again.</summary>
internal sealed class StreamSource(Stream stream, long start) : LocalSource
{
    public override string Description => "the stream";

    public override long Length { get; } = stream.Length - start;

    public override bool IsSequential => true;

    public override UploadSource Whole => throw new NotSupportedException("A stream is read into memory for the direct operation.");

    public override PartReader Open() => new StreamPartReader(stream, start);
}

internal sealed class BytesSource(UploadSource bytes) : LocalSource
{
    public override string Description => bytes.Description;

    public override long Length => bytes.Length;

    public override bool IsSequential => true;

    public override UploadSource Whole => bytes;

    public override PartReader Open() => new StreamPartReader(bytes.Open(), 0);
}
