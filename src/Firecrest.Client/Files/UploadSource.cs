using System.Runtime.InteropServices;

namespace Firecrest.Client.Files;

/// <summary>Content to upload that can be opened again for each attempt.</summary>
internal sealed record UploadSource(Func<Stream> Open, long Length, string Description)
{
    /// <summary>The bytes as they are, without a copy: whoever gives them leaves them alone until the upload is over.</summary>
    public static UploadSource FromBytes(ReadOnlyMemory<byte> bytes, string description)
    {
        var array = MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : bytes.ToArray();
        return new(() => new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), array.Count, description);
    }
}
