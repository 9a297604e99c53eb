namespace Firecrest.Client.Files;

/// <summary>Content to upload that can be opened again for each attempt.</summary>
internal sealed record UploadSource(Func<Stream> Open, long Length, string Description)
{
    public static UploadSource FromBytes(ReadOnlyMemory<byte> bytes, string description)
    {
        var array = bytes.ToArray();
        return new(() => new MemoryStream(array, writable: false), array.Length, description);
    }
}
