using System.Buffers;
using System.Security.Cryptography;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>SHA-256 of what is on this machine.</summary>
internal static class LocalHash
{
    public static async ValueTask<string> Compute(PartReader reader, long length, bool async, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(StagingConnection.BufferSize);
        try
        {
            for (var done = 0L; done < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wanted = buffer.AsMemory(0, (int)Math.Min(StagingConnection.BufferSize, length - done));
                var read = await reader.Read(done, wanted, async, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(wanted.Span[..read]);
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
