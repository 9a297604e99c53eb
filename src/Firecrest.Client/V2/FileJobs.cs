using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Does with files what may take long: at once within the server's time limit for commands, or as a job whose effect is proven.</summary>
internal sealed class FileJobs(FirecrestPipeline pipeline, SystemCache systems)
{
    private readonly V2Files _files = new(pipeline, systems);

    /// <summary>False when a job is needed: none can do it at once, the caller asks for a job, or the server ran into its time limit.</summary>
    public async ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        if (operation.Job?.AsJob == true || await CreateDirect(systemName, operation, async, cancellationToken).ConfigureAwait(false) is not { } request)
        {
            return false;
        }

        try
        {
            await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FirecrestCommandTimeoutException)
        {
            // The server ended the command in the midst of its work; the job that follows does all of it again, unless nothing is left to delete.
            return operation is DeleteOperation delete && !await _files.Exists(systemName, delete.Path.Normalize(), async, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<StartedFileJob> Start(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        // Checked before all else, so that a name that cannot work costs no request.
        var request = CreateJob(systemName, operation);
        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        if (system?.RequiresTransferAccount == true && string.IsNullOrEmpty(operation.Job?.Account))
        {
            throw new ArgumentException($"Jobs that work on files of {systemName} are charged to an account: set {nameof(FileJobOptions)}.{nameof(FileJobOptions.Account)}.");
        }

        if (operation is DeleteOperation delete)
        {
            operation = delete with { Path = await Guard(systemName, delete).Check(async, cancellationToken).ConfigureAwait(false) };
            request = CreateJob(systemName, operation);
        }

        var proof = await FileJobProof.Prepare(_files, systemName, operation, async, cancellationToken).ConfigureAwait(false);
        var job = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        return new StartedFileJob(operation, job.JobId, job.ErrorLog, FindFault);

        ValueTask<FileJobFault?> FindFault(JobInfo ended, bool inAsync, CancellationToken token)
            => new FileJobCheck(_files, systemName, job.ErrorLog, proof, ServerMessages.IsComplaintOfFileJob).FindFault(ended, inAsync, token);
    }

    private async ValueTask<ApiRequest<NoContent>?> CreateDirect(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken) => operation switch
    {
        CompressOperation compress => await CreateCompress(systemName, compress, async, cancellationToken).ConfigureAwait(false),
        ExtractOperation extract => FilesystemRequests.Extract(systemName, extract.Archive, extract.TargetDirectory, extract.Options?.Compression),
        DeleteOperation delete => FilesystemRequests.Remove(systemName, await Guard(systemName, delete).Check(async, cancellationToken).ConfigureAwait(false)),
        _ => null,
    };

    private async ValueTask<ApiRequest<NoContent>> CreateCompress(string systemName, CompressOperation compress, bool async, CancellationToken cancellationToken)
    {
        var request = FilesystemRequests.Compress(systemName, ArchiveRules.Named(compress.Source, compress.Options?.MatchPattern), compress.Target, Archive(compress.Options));
        if (compress.Options?.MatchPattern is not null)
        {
            await _files.CheckSearchable(systemName, compress.Source, async, cancellationToken).ConfigureAwait(false);
        }

        return request;
    }

    private static ApiRequest<TransferJob> CreateJob(string systemName, FileOperation operation)
    {
        var account = operation.Job?.Account;
        return operation switch
        {
            MoveOperation move => TransferRequests.Move(systemName, new() { SourcePath = move.Source, TargetPath = move.Target, Account = account }),
            CopyOperation copy => TransferRequests.Copy(
                systemName, new() { SourcePath = copy.Source, TargetPath = copy.Target, Account = account, Dereference = copy.Options?.Dereference ?? false }),
            DeleteOperation delete => TransferRequests.Remove(systemName, new() { Path = delete.Path, Account = account }),
            CompressOperation compress => TransferRequests.Compress(systemName, new()
            {
                SourcePath = ArchiveRules.Named(compress.Source, compress.Options?.MatchPattern),
                TargetPath = compress.Target,
                Account = account,
                Compression = ArchiveRules.Compression(Archive(compress.Options), compress.Target),
                MatchPattern = compress.Options?.MatchPattern,
                Dereference = compress.Options?.Dereference ?? false,
            }),
            ExtractOperation extract => TransferRequests.Extract(systemName, new()
            {
                SourcePath = extract.Archive,
                TargetPath = extract.TargetDirectory,
                Account = account,
                Compression = extract.Options?.Compression ?? ArchiveNames.Compression(extract.Archive),
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
    }

    private static ArchiveOptions? Archive(CompressOptions? options)
        => options is null ? null : new() { Compression = options.Compression, MatchPattern = options.MatchPattern, Dereference = options.Dereference };

    private GuardedDelete Guard(string systemName, DeleteOperation delete)
        => new(_files, systemName, delete.Path, delete.Options?.Recursive ?? false);
}
