using Firecrest.Client.Files;

namespace Firecrest.Client.Transfers;

/// <summary>What must be seen of the files after a job, from how they were before it.</summary>
internal abstract class FileJobProof(FileLook files, string systemName)
{
    /// <summary>True when <c>stat</c> leaves something open, so that the job's error log must be there and without complaint.</summary>
    public virtual bool NeedsSilentLog => false;

    protected FileLook Files => files;

    protected string SystemName => systemName;

    /// <summary>Looks at the files before the job; what cannot work is refused here, since the job would not tell.</summary>
    public static async ValueTask<FileJobProof> Prepare(FileLook files, string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case MoveOperation move:
                var target = await Target(move.Source, move.Target).ConfigureAwait(false);
                return new MoveProof(files, systemName, move.Source, await Source(move.Source, false).ConfigureAwait(false), target);
            case CopyOperation copy:
                var copied = await Source(copy.Source, copy.Options?.Dereference ?? false).ConfigureAwait(false);
                var copyTarget = await Target(copy.Source, copy.Target).ConfigureAwait(false);
                return await CopyProof.Prepare(files, systemName, copy.Source, copied, copyTarget, async, cancellationToken).ConfigureAwait(false);
            case DeleteOperation delete:
                return new DeleteProof(files, systemName, delete.Path);
            case CompressOperation compress:
                await CheckCompressed(compress).ConfigureAwait(false);
                return new CompressProof(files, systemName, compress.Target, await files.LookThrough(systemName, compress.Target, async, cancellationToken).ConfigureAwait(false));
            case ExtractOperation extract:
                await Source(extract.Archive, true).ConfigureAwait(false);
                var directory = await Source(extract.TargetDirectory, true).ConfigureAwait(false);
                return directory.Type == FileType.Directory
                    ? new ExtractProof(files, systemName)
                    : throw new FirecrestException($"{systemName}:{extract.TargetDirectory} is no directory; an archive is extracted into one that exists.");
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, null);
        }

        ValueTask<FileStat> Source(RemotePath path, bool dereference) => files.Stat(systemName, path, dereference, async, cancellationToken);

        async ValueTask CheckCompressed(CompressOperation compress)
        {
            if (compress.Options?.MatchPattern is null)
            {
                await Source(compress.Source, false).ConfigureAwait(false);
            }
            else
            {
                await files.CheckSearchable(systemName, compress.Source, async, cancellationToken).ConfigureAwait(false);
            }
        }

        // An existing directory gets what is moved or copied into it under its own name.
        async ValueTask<RemotePath> Target(RemotePath from, RemotePath to)
        {
            var existing = await files.LookThrough(systemName, to, async, cancellationToken).ConfigureAwait(false);
            var path = existing?.Type == FileType.Directory ? to / from.Name : to;
            return path.Normalize() != from.Normalize() ? path : throw new ArgumentException($"{from} and {path} are the same.", nameof(operation));
        }
    }

    /// <summary>Null when the effect is there, else what is wrong.</summary>
    public abstract ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken);

    /// <summary>True when a file is certainly not as it was before. Times are in seconds, so that one that was changed twice within one may look the same.</summary>
    protected static bool IsNew(FileStat? before, FileStat after)
        => before is null || before.Inode != after.Inode || before.Size != after.Size || before.ChangeTime != after.ChangeTime;

    protected ValueTask<FileStat?> Look(RemotePath path, bool async, CancellationToken cancellationToken) => files.Look(systemName, path, async, cancellationToken);

    protected static string? Compare(RemotePath target, FileStat source, FileStat? found)
        => found is null ? $"{target} is not there"
            : found.Type != source.Type ? $"{target} is of another type ({found.Type} instead of {source.Type})"
            : found.Type == FileType.RegularFile && found.Size != source.Size ? $"{target} has {found.Size} bytes instead of {source.Size}"
            : null;

    private sealed class MoveProof(FileLook files, string systemName, RemotePath source, FileStat before, RemotePath target) : FileJobProof(files, systemName)
    {
        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
            => await Look(source, async, cancellationToken).ConfigureAwait(false) is not null
                ? $"{source} is still there"
                : Compare(target, before, await Look(target, async, cancellationToken).ConfigureAwait(false));
    }

    private sealed class CopyProof(FileLook files, string systemName, RemotePath source, FileStat sourceStat, RemotePath target, FileStat? before)
        : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => sourceStat.Type == FileType.Directory;

        public static async ValueTask<FileJobProof> Prepare(
            FileLook files, string systemName, RemotePath source, FileStat sourceStat, RemotePath target, bool async, CancellationToken cancellationToken)
            => new CopyProof(
                files, systemName, source, sourceStat, target, await LookAtTarget(files, systemName, sourceStat, target, async, cancellationToken).ConfigureAwait(false));

        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
        {
            var after = await LookAtTarget(Files, SystemName, sourceStat, target, async, cancellationToken).ConfigureAwait(false);
            if (Compare(target, sourceStat, after) is { } fault)
            {
                return fault;
            }

            return IsNew(before, after!) || sourceStat.Type == FileType.Directory || await IsEqual(async, cancellationToken).ConfigureAwait(false)
                ? null
                : $"{target} is still the file that was there before";
        }

        /// <summary>The content of a file goes through a link that is there already; a link replaces it.</summary>
        private static ValueTask<FileStat?> LookAtTarget(FileLook files, string systemName, FileStat sourceStat, RemotePath target, bool async, CancellationToken cancellationToken)
            => sourceStat.Type == FileType.RegularFile
                ? files.LookThrough(systemName, target, async, cancellationToken)
                : files.Look(systemName, target, async, cancellationToken);

        private async ValueTask<bool> IsEqual(bool async, CancellationToken cancellationToken)
        {
            try
            {
                var sum = await Files.Checksum(SystemName, source, async, cancellationToken).ConfigureAwait(false);
                return sum == await Files.Checksum(SystemName, target, async, cancellationToken).ConfigureAwait(false);
            }
            catch (FirecrestCommandTimeoutException)
            {
                // Files as large as that are not written twice within a second.
                return false;
            }
        }
    }

    private sealed class DeleteProof(FileLook files, string systemName, RemotePath path) : FileJobProof(files, systemName)
    {
        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
            => await Look(path, async, cancellationToken).ConfigureAwait(false) is null ? null : $"{path} is still there";
    }

    private sealed class CompressProof(FileLook files, string systemName, RemotePath target, FileStat? before) : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => true;

        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
        {
            // tar writes through a link that is there already.
            var after = await Files.LookThrough(SystemName, target, async, cancellationToken).ConfigureAwait(false);
            return after is null ? $"{target} is not there"
                : after.Size == 0 ? $"{target} is empty"
                : IsNew(before, after) || after.ChangeTime >= errorLog?.ModifyTime ? null
                : $"{target} is still the file that was there before";
        }
    }

    private sealed class ExtractProof(FileLook files, string systemName) : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => true;

        public override ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken) => new((string?)null);
    }
}
