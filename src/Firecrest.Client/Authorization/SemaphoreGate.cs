namespace Firecrest.Client.Authorization;

/// <summary>Enters a semaphore in either mode; disposing the result leaves it.</summary>
internal static class SemaphoreGate
{
    public static async ValueTask<Held> Enter(this SemaphoreSlim semaphore, bool async, CancellationToken cancellationToken)
    {
        if (async)
        {
            await semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            semaphore.Wait(cancellationToken);
        }

        return new Held(semaphore);
    }

    internal readonly struct Held(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
