using Firecrest.Client.Diagnostics;
using Firecrest.Client.Files;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>One of the files that a job writes.</summary>
internal sealed class FollowedFile(GrowingText text, bool isError, Patience patience, ILogger logger, string systemName, string jobId)
{
    /// <summary>The failure of the last look, if it failed.</summary>
    public FirecrestException? Failure { get; private set; }

    public bool HasAppeared { get; private set; }

    /// <summary>The last look did not come to the end of the file.</summary>
    public bool HasMore { get; private set; }

    /// <summary>What is new in the file; null for nothing, also when there is no file yet or the look failed for the time being.</summary>
    public async ValueTask<OutputChunk?> Read(bool async, CancellationToken cancellationToken)
    {
        (Failure, HasMore) = (null, false);
        try
        {
            var piece = await text.ReadMore(async, cancellationToken).ConfigureAwait(false);
            patience.Answered();
            HasAppeared = true;
            HasMore = piece?.HasMore ?? false;
            return piece is null ? null : new OutputChunk { Text = piece.Text, IsError = isError, StartsOver = piece.StartsOver };
        }
        catch (FirecrestNotFoundException failure) when (failure.ErrorCode == FirecrestErrorCode.NotFound)
        {
            patience.Answered();
            return null;
        }
        catch (FirecrestException failure) when (patience.Bears(failure))
        {
            Log.FollowingContinues(logger, systemName, jobId, failure.Message);
            Failure = failure;
            return null;
        }
    }

    public OutputChunk? TakeRest() => text.TakeRest() is { Length: > 0 } rest ? new OutputChunk { Text = rest, IsError = isError } : null;
}
