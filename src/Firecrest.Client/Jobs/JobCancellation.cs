namespace Firecrest.Client.Jobs;

/// <summary>Cancels a job that may be over already: then what was wanted is so. It may also be the call's own first attempt that ended it.</summary>
internal static class JobCancellation
{
    public static async ValueTask Run(Func<ValueTask> cancel, Func<ValueTask<JobInfo>> describe)
    {
        try
        {
            await cancel().ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (exception.ErrorCode == FirecrestErrorCode.JobAlreadyEnded)
        {
        }
        catch (FirecrestApiException exception) when (exception.ErrorCode == FirecrestErrorCode.JobNotFound)
        {
            // The scheduler forgets a job some minutes after its end, and accounting does not.
            if (!await IsOver(describe).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    private static async ValueTask<bool> IsOver(Func<ValueTask<JobInfo>> describe)
    {
        try
        {
            return (await describe().ConfigureAwait(false)).State.IsTerminal;
        }
        catch (FirecrestException)
        {
            // That the scheduler does not know the job tells the caller more.
            return false;
        }
    }
}
