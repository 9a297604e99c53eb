using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Firecrest.Emulator.Staging;

/// <summary>The objects of an emulator, in a private folder of this machine that goes with the emulator.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The tags of S3 are MD5.")]
internal sealed class ObjectStore(FirecrestEmulatorOptions options) : IDisposable
{
    // What S3 asks of every part but the last.
    private const long SmallestPart = 5 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StagedUpload> _uploads = [];
    private readonly Dictionary<(string Bucket, string Key), StagedObject> _objects = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-staging-").FullName;

    /// <summary>Begins an upload in parts; gives its id.</summary>
    public string Begin(string bucket, string key)
    {
        string id = "2~" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            _uploads[id] = new StagedUpload(bucket, key, id);
        }

        return id;
    }

    /// <summary>Takes a part, in place of one with the same number.</summary>
    public async Task<StagedPart> PutPart(string bucket, string key, string uploadId, int number, Stream content, CancellationToken cancellationToken)
    {
        RequireOpen(Find(bucket, key, uploadId));
        StagedPart part = await Write(content, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            StagedUpload upload = Find(bucket, key, uploadId);
            RequireOpen(upload);
            if (upload.Parts.TryGetValue(number, out StagedPart? replaced))
            {
                File.Delete(replaced.File);
            }

            upload.Parts[number] = part;
        }

        return part;
    }

    /// <summary>Makes an object of the parts; null when that was done before.</summary>
    public StagedObject? Complete(string bucket, string key, string uploadId, IReadOnlyList<(int Number, string ETag)> parts)
    {
        lock (_lock)
        {
            StagedUpload upload = Find(bucket, key, uploadId);
            if (upload.IsComplete)
            {
                return null;
            }

            IReadOnlyList<StagedPart> chosen = Choose(upload, parts);
            StagedObject made = Join(chosen);
            upload.IsComplete = true;
            upload.Parts.Clear();
            _objects[(bucket, key)] = made;
            return made;
        }
    }

    /// <summary>Puts a file as an object of as many parts; gives their tags.</summary>
    public IReadOnlyList<string> Put(string bucket, string key, Stream content, long partSize)
    {
        string file = NewFile();
        List<byte[]> hashes;
        using (FileStream target = File.Create(file))
        {
            hashes = Copy(content, target, partSize);
        }

        var made = new StagedObject(file, new FileInfo(file).Length, TagOf(hashes), options.TimeProvider.GetUtcNow());
        lock (_lock)
        {
            _objects[(bucket, key)] = made;
        }

        return [.. hashes.Select(Convert.ToHexStringLower)];
    }

    /// <summary>Puts an object that comes in one piece.</summary>
    public async Task<StagedObject> PutWhole(string bucket, string key, Stream content, CancellationToken cancellationToken)
    {
        StagedPart part = await Write(content, cancellationToken).ConfigureAwait(false);
        var made = new StagedObject(part.File, part.Size, part.ETag, options.TimeProvider.GetUtcNow());
        lock (_lock)
        {
            _objects[(bucket, key)] = made;
        }

        return made;
    }

    /// <summary>Forgets an object; its content stays until the end, for whoever reads it.</summary>
    public void Delete(string bucket, string key)
    {
        lock (_lock)
        {
            _objects.Remove((bucket, key));
        }
    }

    /// <summary>A complete object, or null.</summary>
    public StagedObject? Find(string bucket, string key)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault((bucket, key));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void RequireOpen(StagedUpload upload)
    {
        if (upload.IsComplete)
        {
            throw S3Error.NoSuchUpload;
        }
    }

    private StagedUpload Find(string bucket, string key, string uploadId)
    {
        lock (_lock)
        {
            return _uploads.GetValueOrDefault(uploadId) is { } upload && upload.Bucket == bucket && upload.Key == key ? upload : throw S3Error.NoSuchUpload;
        }
    }

    private List<StagedPart> Choose(StagedUpload upload, IReadOnlyList<(int Number, string ETag)> parts)
    {
        if (parts.Zip(parts.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
        {
            throw S3Error.InvalidPartOrder;
        }

        var chosen = new List<StagedPart>();
        for (int i = 0; i < parts.Count; i++)
        {
            if (!upload.Parts.TryGetValue(parts[i].Number, out StagedPart? part) || part.ETag != parts[i].ETag.Trim('"'))
            {
                throw S3Error.InvalidPart;
            }

            if (i < parts.Count - 1 && part.Size < Math.Min(SmallestPart, options.StagingPartSize))
            {
                throw S3Error.TooSmall;
            }

            chosen.Add(part);
        }

        return chosen.Count > 0 ? chosen : throw S3Error.MalformedXml;
    }

    private StagedObject Join(IReadOnlyList<StagedPart> parts)
    {
        string file = NewFile();
        using (FileStream target = File.Create(file))
        {
            foreach (StagedPart part in parts)
            {
                using (FileStream source = File.OpenRead(part.File))
                {
                    source.CopyTo(target);
                }

                File.Delete(part.File);
            }
        }

        return new StagedObject(file, parts.Sum(part => part.Size), TagOf(parts.Select(part => part.Hash)), options.TimeProvider.GetUtcNow());
    }

    private async Task<StagedPart> Write(Stream content, CancellationToken cancellationToken)
    {
        string file = NewFile();
        using FileStream target = File.Create(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[81920];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        return new StagedPart(file, target.Length, hash.GetHashAndReset());
    }

    private static string TagOf(IEnumerable<byte[]> hashes)
    {
        byte[][] all = [.. hashes];
        return $"{Convert.ToHexStringLower(MD5.HashData([.. all.SelectMany(hash => hash)]))}-{all.Length}";
    }

    /// <summary>Copies all; gives the hashes of the parts on the way.</summary>
    private static List<byte[]> Copy(Stream content, FileStream target, long partSize)
    {
        var hashes = new List<byte[]>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[81920];
        long left = partSize;
        int count;
        while ((count = content.Read(buffer, 0, (int)Math.Min(buffer.Length, left))) > 0)
        {
            target.Write(buffer, 0, count);
            hash.AppendData(buffer, 0, count);
            left -= count;
            if (left == 0)
            {
                hashes.Add(hash.GetHashAndReset());
                left = partSize;
            }
        }

        if (left < partSize)
        {
            hashes.Add(hash.GetHashAndReset());
        }

        return hashes;
    }

    private string NewFile() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));
}
