using Firecrest.Client.Diagnostics;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.Transfers;

/// <summary>Proves by what is seen of the files that they arrived; words in logs prove nothing.</summary>
internal sealed class TransferProof(TransferTools tools, string systemName, TransferOptions options)
{
    /// <summary>The length of a SHA-256 in hexadecimal digits.</summary>
    private const int SumLength = 64;

    /// <summary>Shared file systems show what a node has done with a delay.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>What is at a path, links followed; null when there is nothing.</summary>
    public async ValueTask<FileStat?> Look(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await tools.Backend.Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (exception.ErrorCode == FirecrestErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Throws when the file did not arrive; returns the sum if it was compared.</summary>
    public async ValueTask<string?> CheckUpload(LocalSource source, RemotePath target, ManifestTarget? before, bool async, CancellationToken cancellationToken)
    {
        if (options.Verification == TransferVerification.None)
        {
            return null;
        }

        var after = await LookForSize(source.Length, target, async, cancellationToken).ConfigureAwait(false);
        var isNew = before is null || before.Inode != after.Inode || before.Size != after.Size || before.Changed != after.ChangeTime;
        if (options.Verification == TransferVerification.Size && isNew)
        {
            return null;
        }

        // Times are in seconds: a file that was replaced by one of its own size within a second is told apart by its content only.
        string sum;
        using (var reader = source.Open())
        {
            sum = await LocalHash.Compute(reader, source.Length, async, cancellationToken).ConfigureAwait(false);
        }

        await Compare(target, sum, async, cancellationToken).ConfigureAwait(false);
        return sum;
    }

    /// <summary>Throws when the system has another sum of the file.</summary>
    public async ValueTask Compare(RemotePath path, string sum, bool async, CancellationToken cancellationToken)
    {
        var remote = await ComputeRemote(path, async, cancellationToken).ConfigureAwait(false);
        if (!string.Equals(remote, sum, StringComparison.OrdinalIgnoreCase))
        {
            throw new TransferFailedException($"The SHA-256 of {systemName}:{path} is {remote}, that of the file here is {sum}: they differ (or one of them changed meanwhile).");
        }
    }

    private async ValueTask<FileStat> LookForSize(long length, RemotePath target, bool async, CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            var found = await Look(target, async, cancellationToken).ConfigureAwait(false);
            if (found?.Size == length)
            {
                return found;
            }

            if (look == Pauses.Length)
            {
                throw new TransferFailedException(found is null
                    ? $"{systemName}:{target} is not there."
                    : $"{systemName}:{target} has {found.Size} bytes instead of {length} (is the quota reached?).");
            }

            await tools.Clock.Delay(Pauses[look], async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> ComputeRemote(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return (await tools.Backend.Checksum(systemName, path, async, cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (FirecrestCommandTimeoutException exception)
        {
            return options.ChecksumAsJob
                ? await ComputeByJob(path, async, cancellationToken).ConfigureAwait(false)
                : throw new TransferFailedException(
                    $"{systemName}:{path} has the right size, but its SHA-256 takes longer than the server's time limit for commands. Set {nameof(TransferOptions.ChecksumAsJob)} to let a job compute it.",
                    exception);
        }
    }

    private async ValueTask<string> ComputeByJob(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var result = path.Parent / $".firecrest-sha256-{Guid.NewGuid():N}";
        var job = JobDescription.FromScript($"#!/bin/bash\nsha256sum < './{path.Name}'\n", path.Parent) with
        {
            Name = "firecrest-sha256",
            Account = options.Account,
            StandardOutput = result.ToString(),
        };
        var accepted = await tools.Backend.Submit(systemName, job, new SubmitOptions { CheckWorkingDirectory = false }, async, cancellationToken).ConfigureAwait(false);
        var wait = (options.Wait ?? new WaitOptions()) with { CancelJobOnCancellation = true };
        var waiter = new JobWaiter(tools.Backend, tools.Clock, tools.Logger, systemName, accepted.JobId, wait, static seen => seen.State.IsTerminal);
        var ended = await waiter.Wait(async, cancellationToken).ConfigureAwait(false);
        try
        {
            var words = (await ReadResult(result, async, cancellationToken).ConfigureAwait(false)).Split(' ', 2)[0].Trim();
            return words.Length == SumLength ? words : throw new TransferFailedException(
                $"The SHA-256 of {systemName}:{path} is not known: job {systemName}/{accepted.JobId}, which was to compute it, ended {ended.State} and printed no sum.");
        }
        finally
        {
            await Remove(result, async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> ReadResult(RemotePath result, bool async, CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            try
            {
                if (await tools.Backend.View(systemName, result, async, cancellationToken).ConfigureAwait(false) is var text && (text.Length > 0 || look == Pauses.Length))
                {
                    return text;
                }
            }
            catch (FirecrestNotFoundException) when (look < Pauses.Length)
            {
                // The file system may show it a little later.
            }

            await tools.Clock.Delay(Pauses[look], async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask Remove(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            await tools.Backend.TryAtOnce(systemName, new DeleteOperation(path, null), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestException failure)
        {
            Log.NotRemoved(tools.Logger, systemName, path, failure.Message);
        }
    }
}
