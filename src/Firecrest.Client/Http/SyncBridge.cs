namespace Firecrest.Client.Http;

/// <summary>The one way out of a core that ran with <c>async: false</c>.</summary>
/// <remarks>Such a core completes before it returns. If it did not, waiting here would block a thread for an unknown time, so it throws.</remarks>
internal static class SyncBridge
{
    private const string NotCompleted =
        "A synchronous call reached asynchronous code that had not completed. This is a defect of Firecrest.Client, or of an IAuthorization or " +
        "HttpMessageHandler whose synchronous member starts asynchronous work.";

#pragma warning disable RS0030 // The task is known to be complete here, so GetResult does not block.
    public static T EnsureCompleted<T>(this ValueTask<T> task)
        => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException(NotCompleted);

    public static void EnsureCompleted(this ValueTask task)
    {
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException(NotCompleted);
        }

        task.GetAwaiter().GetResult();
    }

    public static T EnsureCompleted<T>(this Task<T> task)
        => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException(NotCompleted);
#pragma warning restore RS0030
}
