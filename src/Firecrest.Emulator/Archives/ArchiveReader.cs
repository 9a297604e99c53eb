using System.Formats.Tar;
using System.IO.Compression;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Archives;

/// <summary>Unpacks archives as <c>tar -x</c> does, with every name in them resolved as a remote path: neither links nor <c>..</c> lead out.</summary>
internal sealed class ArchiveReader(RemoteFiles files)
{
    public CommandResult Extract(string source, string target, Compression compression, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new InterruptibleStream(Open(source, compression), cancellationToken);
            RequireFolder(target);
            Compression actual = compression == Compression.None ? Detect(file) : compression;
            using FilterProcess? filter = actual is Compression.Bzip2 or Compression.Xz ? FilterProcess.Start(actual, file, unpacks: true) : null;
            using Stream? gzip = actual == Compression.Gzip ? new GZipStream(file, CompressionMode.Decompress) : null;
            var run = new ArchiveReaderRun(files, target);
            ReadAll(filter?.Stream ?? gzip ?? file, run, filter);
            return run.Result;
        }
        catch (TarException e)
        {
            return new CommandResult(2, "", e.Message);
        }
    }

    private static void ReadAll(Stream stream, ArchiveReaderRun run, FilterProcess? filter)
    {
        try
        {
            using var tar = new TarReader(stream, leaveOpen: true);
            while (tar.GetNextEntry() is { } entry)
            {
                run.Take(entry);
            }
        }
        catch (InvalidDataException) when (stream is GZipStream)
        {
            throw TarException.Filter("\ngzip: stdin: not in gzip format", 1);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            filter?.Finish();
            throw new TarException("tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors");
        }

        // Through to the end, so that the program is not left with a full pipe.
        stream.CopyTo(Stream.Null);
        filter?.Finish();
    }

    private FileStream Open(string source, Compression compression)
    {
        try
        {
            return files.OpenRead(source);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            throw TarException.CannotOpen(source, compression, (e as RemoteFileException ?? RemoteFileException.From(e)).Message);
        }
    }

    private void RequireFolder(string target)
    {
        try
        {
            if (!files.Find(target).IsDirectory)
            {
                throw RemoteFileException.NotADirectory;
            }
        }
        catch (RemoteFileException e)
        {
            throw TarException.CannotEnter(target, e.Message);
        }
    }

    // Without a letter for it, tar looks at the file.
    private static Compression Detect(Stream file)
    {
        Span<byte> start = stackalloc byte[6];
        int count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..count] switch
        {
            [0x1f, 0x8b, ..] => Compression.Gzip,
            [(byte)'B', (byte)'Z', (byte)'h', ..] => Compression.Bzip2,
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => Compression.Xz,
            _ => Compression.None,
        };
    }
}
