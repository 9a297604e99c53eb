using Firecrest.Client.Transfers;

namespace Firecrest.Client.V2;

/// <summary>What must be seen of the files after a job, from how they were before it.</summary>
internal abstract class FileJobProof(V2Files files, string systemName)
{
    /// <summary>True when <c>stat</c> leaves something open, so that the job's error log must be there and without complaint.</summary>
    public virtual bool NeedsSilentLog => false;

    protected V2Files Files => files;

    protected string SystemName => systemName;

    /// <summary>Looks at the files before the job; what cannot work is refused here, since the job would not tell.</summary>
    public static async ValueTask<FileJobProof> Prepare(V2Files files, string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case MoveOperation move:
                var target = await Target(move.Source, move.Target).ConfigureAwait(false);
                return new MoveProof(files, systemName, move.Source, await Source(move.Source, false).ConfigureAwait(false), target);
            case CopyOperation copy:
                var copied = await Source(copy.Source, copy.Options?.Dereference ?? false).ConfigureAwait(false);
                var copyTarget = await Target(copy.Source, copy.Target).ConfigureAwait(false);
                return new CopyProof(files, systemName, copy.Source, copied, copyTarget, await files.Look(systemName, copyTarget, async, cancellationToken).ConfigureAwait(false));
            case DeleteOperation delete:
                return new DeleteProof(files, systemName, delete.Path);
            case CompressOperation compress:
                await Source(compress.Source, false).ConfigureAwait(false);
                return new CompressProof(files, systemName, compress.Target, await files.Look(systemName, compress.Target, async, cancellationToken).ConfigureAwait(false));
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

    /// <summary>True when a file is not the one from before, or was changed since the job opened its log.</summary>
    protected static bool IsNew(FileStat? before, FileStat after, FileStat? errorLog)
        => before is null || before.Inode != after.Inode || before.Size != after.Size || before.ChangeTime != after.ChangeTime
            || (errorLog is not null && after.ChangeTime >= errorLog.ModifyTime);

    protected ValueTask<FileStat?> Look(RemotePath path, bool async, CancellationToken cancellationToken) => files.Look(systemName, path, async, cancellationToken);

    protected static string? Compare(RemotePath target, FileStat source, FileStat? found)
        => found is null ? $"{target} is not there"
            : found.Type != source.Type ? $"{target} is of another type ({found.Type} instead of {source.Type})"
            : found.Type == FileType.RegularFile && found.Size != source.Size ? $"{target} has {found.Size} bytes instead of {source.Size}"
            : null;

    private sealed class MoveProof(V2Files files, string systemName, RemotePath source, FileStat before, RemotePath target) : FileJobProof(files, systemName)
    {
        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
            => await Look(source, async, cancellationToken).ConfigureAwait(false) is not null
                ? $"{source} is still there"
                : Compare(target, before, await Look(target, async, cancellationToken).ConfigureAwait(false));
    }

    private sealed class CopyProof(V2Files files, string systemName, RemotePath source, FileStat sourceStat, RemotePath target, FileStat? before)
        : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => sourceStat.Type == FileType.Directory;

        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
        {
            var after = await Look(target, async, cancellationToken).ConfigureAwait(false);
            if (Compare(target, sourceStat, after) is { } fault)
            {
                return fault;
            }

            return IsNew(before, after!, errorLog) || sourceStat.Type == FileType.Directory || await IsEqual(async, cancellationToken).ConfigureAwait(false)
                ? null
                : $"{target} is still the file that was there before";
        }

        private async ValueTask<bool> IsEqual(bool async, CancellationToken cancellationToken)
        {
            var sums = (await Files.Checksum(SystemName, source, async, cancellationToken).ConfigureAwait(false),
                await Files.Checksum(SystemName, target, async, cancellationToken).ConfigureAwait(false));
            return sums.Item1 == sums.Item2;
        }
    }

    private sealed class DeleteProof(V2Files files, string systemName, RemotePath path) : FileJobProof(files, systemName)
    {
        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
            => await Look(path, async, cancellationToken).ConfigureAwait(false) is null ? null : $"{path} is still there";
    }

    private sealed class CompressProof(V2Files files, string systemName, RemotePath target, FileStat? before) : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => true;

        public override async ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken)
        {
            var after = await Look(target, async, cancellationToken).ConfigureAwait(false);
            return after is null ? $"{target} is not there"
                : after.Size == 0 ? $"{target} is empty"
                : IsNew(before, after, errorLog) ? null
                : $"{target} is still the file that was there before";
        }
    }

    private sealed class ExtractProof(V2Files files, string systemName) : FileJobProof(files, systemName)
    {
        public override bool NeedsSilentLog => true;

        public override ValueTask<string?> FindFault(FileStat? errorLog, bool async, CancellationToken cancellationToken) => new((string?)null);
    }
}
