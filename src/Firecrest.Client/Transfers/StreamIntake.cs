using System.Buffers;
using Firecrest.Client.Files;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>Makes of a caller's stream something that can be read again for a repetition: what is small goes into memory, what is large and cannot be rewound into a temporary file.</summary>
internal sealed class StreamIntake : IDisposable
{
    /// <summary>What is kept in memory at most, in bytes: the limit of direct operations is the site's, the memory is not.</summary>
    private const long LargestInMemory = 64 * 1024 * 1024;

    private string? _temporary;

    private StreamIntake(LocalSource source) => Source = source;

    public LocalSource Source { get; private set; }

    /// <summary>Leaves the stream open; up to the limit of direct operations its content goes into memory, or what is too large for that into a file.</summary>
    public static async ValueTask<StreamIntake> Take(Stream stream, long limit, bool async, CancellationToken cancellationToken)
    {
        if (stream.CanSeek && stream.Length - stream.Position > limit)
        {
            return new StreamIntake(new StreamSource(stream, stream.Position));
        }

        var most = Math.Min(limit, LargestInMemory);
        var content = new MemoryStream();
        if (await Copy(stream, content, most + 1, async, cancellationToken).ConfigureAwait(false) <= most)
        {
            return new StreamIntake(new BytesSource(UploadSource.FromBytes(content.GetBuffer().AsMemory(0, (int)content.Length), "the stream")));
        }

        return await Spool(content, stream, async, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    private static async ValueTask<StreamIntake> Spool(MemoryStream begun, Stream stream, bool async, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"firecrest-{Guid.NewGuid():N}.upload");
        try
        {
            using (var file = new FileStream(path, TransferManifest.OwnersFile(FileMode.CreateNew)))
            {
                file.Write(begun.GetBuffer(), 0, (int)begun.Length);
                await Copy(stream, file, long.MaxValue, async, cancellationToken).ConfigureAwait(false);
            }

            return new StreamIntake(FileSource.Create(path)) { _temporary = path };
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static async ValueTask<long> Copy(Stream from, Stream to, long most, bool async, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(StagingConnection.BufferSize);
        try
        {
            var copied = 0L;
            while (copied < most)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wanted = buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - copied));
                var read = async ? await from.ReadAsync(wanted, cancellationToken).ConfigureAwait(false) : from.Read(wanted.Span);
                if (read == 0)
                {
                    break;
                }

                if (async)
                {
                    await to.WriteAsync(wanted[..read], cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    to.Write(wanted.Span[..read]);
                }

                copied += read;
            }

            return copied;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
