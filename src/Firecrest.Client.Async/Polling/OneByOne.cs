using Firecrest.Client.Errors;

namespace Firecrest.Client.Polling;

/// <summary>Reads one by one what a request for many did not give.</summary>
internal static class OneByOne
{
    /// <summary>Reads that are under way at a time.</summary>
    private const int AtOnce = 4;

    /// <summary>True of a refusal that one of the ids may be the reason of, so that it need not hide the others.</summary>
    public static bool MayBeAboutOne(FirecrestApiException failure)
        => failure is { Outcome: OutcomeClass.Refused } and not (FirecrestUnauthorizedException or FirecrestPermissionException);

    /// <summary>That one of them cannot be read is told of that one alone; one of the callbacks is called at a time.</summary>
    public static async Task Read<T>(
        IEnumerable<string> ids, Func<string, CancellationToken, ValueTask<T>> read, Action<string, T> taken, Action<string, FirecrestException> failed, CancellationToken cancellationToken)
    {
        var gate = new object();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, limits, async (id, token) =>
        {
            try
            {
                var result = await read(id, token).ConfigureAwait(false);
                lock (gate)
                {
                    taken(id, result);
                }
            }
            catch (FirecrestException failure)
            {
                lock (gate)
                {
                    failed(id, failure);
                }
            }
        }).ConfigureAwait(false);
    }
}
