using System.Buffers;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Microsoft.Win32.SafeHandles;

namespace Firecrest.Client.Transfers;

/// <summary>Where a download goes to: a file, or a stream after it was checked.</summary>
internal abstract class DownloadTarget
{
    /// <summary>For messages, and the identity of the transfer in a manifest.</summary>
    public abstract string Description { get; }

    /// <summary>True when a failure may have come after the first byte was put there.</summary>
    public virtual bool IsWrittenInPart => false;

    /// <summary>Refuses, before anything is started, a place that cannot be written to.</summary>
    public abstract void Check(OverwriteRule rule);

    /// <summary>A name for a file that is written before it is whole.</summary>
    public abstract string NewPartialPath();

    /// <summary>Makes that file, of its whole size at once, so that a disk without room shows before the first byte is fetched.</summary>
    public virtual SafeFileHandle Create(string partialPath, long length)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(partialPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, preallocationSize: length);
            RandomAccess.SetLength(file, length);
            return file;
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Brings the whole and checked file to its place.</summary>
    public abstract ValueTask Accept(string partialPath, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Write(byte[] content, bool async, CancellationToken cancellationToken);
}

internal sealed class FileTarget(string path, OverwriteRule rule) : DownloadTarget
{
    public override string Description { get; } = Path.GetFullPath(path);

    public override void Check(OverwriteRule overwrite)
    {
        if (overwrite == OverwriteRule.Refuse && File.Exists(path))
        {
            throw new IOException($"'{path}' exists already, and Overwrite is Refuse. Nothing was started.");
        }

        var folder = Path.GetDirectoryName(Description);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no directory '{folder}' to download '{Path.GetFileName(Description)}' into.");
        }
    }

    public override string NewPartialPath() => $"{Description}.{Guid.NewGuid():N}.partial";

    public override ValueTask Accept(string partialPath, bool async, CancellationToken cancellationToken)
    {
        File.Move(partialPath, Description, overwrite: rule == OverwriteRule.Replace);
        return default;
    }

    public override ValueTask Write(byte[] content, bool async, CancellationToken cancellationToken)
        => LocalFile.Replace(Description, content, rule == OverwriteRule.Replace, async, cancellationToken);
}

internal sealed class StreamTarget(Stream stream) : DownloadTarget
{
    private bool _isWritten;

    public override string Description => "the stream";

    public override bool IsWrittenInPart => _isWritten;

    public override void Check(OverwriteRule overwrite)
    {
    }

    public override string NewPartialPath() => Path.Combine(Path.GetTempPath(), $"firecrest-{Guid.NewGuid():N}.partial");

    /// <summary>The folder for temporary files is everybody's; the file is not.</summary>
    public override SafeFileHandle Create(string partialPath, long length)
    {
        using (var file = new FileStream(partialPath, TransferManifest.OwnersFile(FileMode.CreateNew)))
        {
            file.SetLength(length);
        }

        return File.OpenHandle(partialPath, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    }

    public override async ValueTask Accept(string partialPath, bool async, CancellationToken cancellationToken)
    {
        using (var file = new FileStream(partialPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(StagingConnection.BufferSize);
            try
            {
                int read;
                while ((read = async ? await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : file.Read(buffer)) > 0)
                {
                    await Put(buffer.AsMemory(0, read), async, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        File.Delete(partialPath);
    }

    public override ValueTask Write(byte[] content, bool async, CancellationToken cancellationToken) => Put(content, async, cancellationToken);

    private ValueTask Put(ReadOnlyMemory<byte> bytes, bool async, CancellationToken cancellationToken)
    {
        _isWritten = true;
        if (async)
        {
            return stream.WriteAsync(bytes, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        stream.Write(bytes.Span);
        return default;
    }
}
