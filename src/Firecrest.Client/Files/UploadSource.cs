namespace Firecrest.Client.Files;

/// <summary>Content to upload that can be opened again for each attempt.</summary>
internal sealed record UploadSource(Func<Stream> Open, long Length, string Description)
{
    public static UploadSource FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"'{path}' is a directory; a file is uploaded, not a directory.", nameof(path));
        }

        var length = new FileInfo(path).Length;
        return new(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), length, path);
    }

    public static UploadSource FromBytes(ReadOnlyMemory<byte> bytes, string description)
    {
        var array = bytes.ToArray();
        return new(() => new MemoryStream(array, writable: false), array.Length, description);
    }

    public static async ValueTask<UploadSource> FromStream(Stream stream, long limit, string systemName, bool async, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[81920];
        while (content.Length <= limit)
        {
            var read = async ? await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : stream.Read(buffer);
            if (read == 0)
            {
                return FromBytes(content.GetBuffer().AsMemory(0, (int)content.Length), "the stream");
            }

            content.Write(buffer, 0, read);
        }

        throw new FirecrestNotSupportedException(
            $"The stream has more than {limit} bytes, up to which the direct operations of {systemName} work. Larger files need a transfer, which this version of Firecrest.Client does not have.");
    }
}
