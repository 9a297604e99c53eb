using System.Runtime.ExceptionServices;
using Firecrest.Client;

namespace Firecrest.Cli.Failures;

/// <summary>Of several things that were to be done some failed; the first failure decides.</summary>
internal sealed class SeveralFailedException(IReadOnlyList<Exception> failures, int left)
    : Exception(string.Join(' ', failures.Select(failure => failure.Message)) + (left > 0 ? $" Not tried after that: {left} more." : ""), failures[0])
{
    /// <summary>Does something to each, and goes on after what is wrong with one alone.</summary>
    /// <param name="items">What it is done to.</param>
    /// <param name="act">Does it.</param>
    /// <param name="tell">Told what was done before a failure is thrown.</param>
    public static async Task ForEach<T, TDone>(IReadOnlyCollection<T> items, Func<T, Task<TDone>> act, Action<IReadOnlyList<TDone>> tell)
    {
        var (done, failures) = (new List<TDone>(), new List<Exception>());
        foreach (var item in items)
        {
            try
            {
                done.Add(await act(item));
            }
            catch (OperationCanceledException)
            {
                tell(done);
                throw;
            }
            catch (Exception failure) when (failure is FirecrestException or UsageException or ArgumentException)
            {
                failures.Add(failure);
                if (failure is FirecrestAuthenticationException or FirecrestConnectionException or FirecrestException { IsTransient: true })
                {
                    // The others would fare no better.
                    break;
                }
            }
        }

        tell(done);
        var left = items.Count - done.Count - failures.Count;
        if (failures.Count > 1 || left > 0)
        {
            throw new SeveralFailedException(failures, left);
        }

        failures.ForEach(ExceptionDispatchInfo.Throw);
    }
}
