using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Does with files what may take long: at once within the server's time limit for commands, or as a job whose effect is proven.</summary>
internal sealed class V1FileJobs(FirecrestPipeline pipeline, TaskLooks tasks, V1Files files)
{
    /// <summary>False when a job is needed: the caller asks for one, or the server ran into its time limit.</summary>
    public async ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        operation = Checked(operation);
        if (operation.Job?.AsJob == true)
        {
            return false;
        }

        if (operation is DeleteOperation delete)
        {
            operation = delete with { Path = await Guard(systemName, delete).Check(async, cancellationToken).ConfigureAwait(false) };
        }

        try
        {
            await pipeline.SendCore(CreateDirect(systemName, operation), async, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FirecrestCommandTimeoutException cut)
        {
            return await IsDone(systemName, operation, cut, async, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<StartedFileJob> Start(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        // Checked before all else, so that a name that cannot work costs no request.
        operation = Checked(operation);
        var request = CreateJob(systemName, operation);
        if (operation is DeleteOperation delete)
        {
            operation = delete with { Path = await Guard(systemName, delete).Check(async, cancellationToken).ConfigureAwait(false) };
            request = CreateJob(systemName, operation);
        }

        var proof = await FileJobProof.Prepare(files, systemName, operation, async, cancellationToken).ConfigureAwait(false);
        var ticket = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        var job = await WaitFor(ticket, operation, async, cancellationToken).ConfigureAwait(false);
        var jobSystem = job.SystemName.Length > 0 ? job.SystemName : systemName;
        return new StartedFileJob(operation, job.JobId, job.ErrorFile, FindFault) { SystemName = jobSystem };

        // A job of this server says nothing at all unless something is wrong.
        ValueTask<FileJobFault?> FindFault(JobInfo ended, bool inAsync, CancellationToken token)
            => new FileJobCheck(files, jobSystem, job.ErrorFile, proof, static log => log.Length > 0).FindFault(ended, inAsync, token);
    }

    /// <summary>The job of a request that was taken. When the end of its task cannot be seen, the job may exist.</summary>
    private async ValueTask<SubmittedJob> WaitFor(TaskTicket<SubmittedJob> ticket, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await TaskPoller.Wait(tasks, ticket, new(), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestException failure) when (!TaskFailure.IsRefusal(failure))
        {
            throw new TransferFailedException(
                $"The server made task {ticket.TaskId} of the job that is to {operation}, but of its end nothing is known: the job may run. Look at the files and the jobs before you start it again. {failure.Message}", failure)
            { MayHaveExecuted = true, RequestId = failure.RequestId };
        }
    }

    /// <summary>After the server ended a command in the midst of its work: true when it was done all the same, false when a job may do all of it again.</summary>
    private async ValueTask<bool> IsDone(string systemName, FileOperation operation, FirecrestCommandTimeoutException cut, bool async, CancellationToken cancellationToken)
    {
        var source = operation switch
        {
            MoveOperation move => move.Source,
            CopyOperation copy => copy.Source,
            DeleteOperation delete => delete.Path,
            _ => (RemotePath?)null,
        };
        if (source is not { } path)
        {
            return false;
        }

        // What is moved goes away last.
        var left = await files.Look(systemName, path, async, cancellationToken).ConfigureAwait(false);
        return left is null && operation is not CopyOperation ? true
            : left?.Type != FileType.Directory || operation is DeleteOperation ? false
            : throw new TransferFailedException(
                $"The server took longer than its time limit to {operation}. A part of the directory may be there, into which a job would put all of it once more. Delete that part, and set {nameof(FileJobOptions)}.{nameof(FileJobOptions.AsJob)}.", cut)
            { MayHaveExecuted = true };
    }

    private static ApiRequest<NoContent> CreateDirect(string systemName, FileOperation operation) => operation switch
    {
        MoveOperation move => UtilitiesRequests.Rename(systemName, move.Source, move.Target),
        CopyOperation copy => UtilitiesRequests.Copy(systemName, copy.Source, copy.Target),
        DeleteOperation delete => UtilitiesRequests.Remove(systemName, delete.Path),
        CompressOperation compress => UtilitiesRequests.Compress(systemName, compress.Source, compress.Target, compress.Options?.Dereference ?? false),
        ExtractOperation extract => UtilitiesRequests.Extract(systemName, extract.Archive, extract.TargetDirectory, TypeOf(extract)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    private static ApiRequest<TaskTicket<SubmittedJob>> CreateJob(string systemName, FileOperation operation)
    {
        var options = new InternalTransferOptions { Account = operation.Job?.Account };
        return operation switch
        {
            MoveOperation move => StorageRequests.Move(systemName, move.Source, move.Target, options),
            CopyOperation copy => StorageRequests.Copy(systemName, copy.Source, copy.Target, options),
            DeleteOperation delete => StorageRequests.Remove(systemName, delete.Path, options),
            CompressOperation compress => StorageRequests.Compress(systemName, compress.Source, compress.Target, compress.Options?.Dereference ?? false, options),
            ExtractOperation extract => StorageRequests.Extract(systemName, extract.Archive, extract.TargetDirectory, TypeOf(extract), options),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
    }

    /// <summary>The operation as this server carries it out; what it cannot do is refused.</summary>
    private static FileOperation Checked(FileOperation operation)
    {
        switch (operation)
        {
            case MoveOperation move when move.Source.Normalize() == move.Target.Normalize():
                throw Same(move.Source, move.Target);
            case CopyOperation copy when copy.Source.Normalize() == copy.Target.Normalize():
                throw Same(copy.Source, copy.Target);
            case CopyOperation { Options.Dereference: true }:
                throw Unable($"copies links as links; {nameof(CopyOptions)}.{nameof(CopyOptions.Dereference)} is not possible");
            case CompressOperation { Options.MatchPattern: not null }:
                throw Unable($"compresses all of a directory; {nameof(CompressOptions)}.{nameof(CompressOptions.MatchPattern)} is not possible");
            case CompressOperation compress:
                var compression = compress.Options?.Compression ?? ArchiveNames.Compression(compress.Target);
                return compression == CompressionType.Gzip
                    ? compress with { Source = WithoutSlash(compress.Source) }
                    : throw Unable($"compresses by gzip only, but {compress.Target} is to be made by {compression}: name it .tar.gz, or set {nameof(CompressOptions)}.{nameof(CompressOptions.Compression)}");
            case ExtractOperation extract:
                _ = TypeOf(extract);
                return extract;
            default:
                return operation;
        }
    }

    private static ArchiveType TypeOf(ExtractOperation extract) => extract.Options?.Compression switch
    {
        null when extract.Archive.Extension.Equals(ArchiveType.Zip.Value, StringComparison.OrdinalIgnoreCase) => ArchiveType.Zip,
        var given => (given ?? ArchiveNames.Compression(extract.Archive)) switch
        {
            CompressionType.None => ArchiveType.Tar,
            CompressionType.Bzip2 => ArchiveType.Bzip2,
            CompressionType.Gzip => ArchiveType.Gzip,
            var other => throw Unable($"takes no archives apart that are compressed by {other}"),
        },
    };

    /// <summary>The server takes the part after the last slash out of the directory before it.</summary>
    private static RemotePath WithoutSlash(RemotePath path) => path.HasTrailingSlash && path.Name.Length > 0 ? path.Parent / path.Name : path;

    private static ArgumentException Same(RemotePath source, RemotePath target) => new($"{source} and {target} are the same.");

    private static FirecrestNotSupportedException Unable(string what) => new($"FirecREST v1 {what}.");

    private GuardedDelete Guard(string systemName, DeleteOperation delete) => new(files, systemName, delete.Path, delete.Options?.Recursive ?? false);
}
