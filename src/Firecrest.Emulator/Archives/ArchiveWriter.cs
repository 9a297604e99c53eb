using System.Formats.Tar;
using System.IO.Compression;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Archives;

/// <summary>
/// Packs remote files as <c>tar -c</c> does. The paths are resolved here, as everywhere in the emulator: a real tar would follow links out of the root
/// folder when it is told to follow them.
/// </summary>
internal sealed class ArchiveWriter(RemoteFiles files, FirecrestEmulatorOptions options)
{
    /// <summary>Writes the archive. When it is interrupted, what was written stays.</summary>
    public CommandResult Write(ArchiveSource source, string target, Compression compression, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = Open(target, compression);
            RemoteEntry archive = files.Find(target);
            using FilterProcess? filter = compression is Compression.Bzip2 or Compression.Xz ? FilterProcess.Start(compression, file, unpacks: false) : null;
            Stream packed = filter?.Stream ?? (compression == Compression.Gzip ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : file);
            var run = new ArchiveWriterRun(files, options, source, archive.RealPath, cancellationToken);
            using (var tar = new TarWriter(packed, TarEntryFormat.Gnu, leaveOpen: true))
            {
                run.WriteAll(tar);
            }

            packed.Dispose();
            filter?.Finish();
            return run.Result;
        }
        catch (TarException e)
        {
            return new CommandResult(2, "", e.Message);
        }
    }

    private FileStream Open(string target, Compression compression)
    {
        try
        {
            return File.Create(files.PrepareWrite(target));
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            throw TarException.CannotOpen(target, compression, (e as RemoteFileException ?? RemoteFileException.From(e)).Message);
        }
    }
}
