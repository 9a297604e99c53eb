using System.Diagnostics;

namespace Firecrest.Emulator.Tests;

/// <summary>Waits for what other processes do, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> isDone, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            T value = await read();
            if (isDone(value))
            {
                return value;
            }

            if (Stopwatch.GetElapsedTime(start) > Deadline)
            {
                throw new TimeoutException($"Waited in vain for {what}; the last value is {value}.");
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task IsTrue(Func<bool> condition, string what) => Get(() => Task.FromResult(condition()), value => value, what);
}
