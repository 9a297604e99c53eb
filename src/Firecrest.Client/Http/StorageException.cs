using System.Net;

namespace Firecrest.Client.Http;

/// <summary>An object store refused a request, or did not answer it.</summary>
internal sealed class StorageException(string message, Exception? innerException = null) : TransferFailedException(message, innerException)
{
    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The store's word for it, such as <c>NoSuchKey</c>; empty when it gave none.</summary>
    public string Code { get; init; } = "";

    /// <summary>True when the address was valid once.</summary>
    public bool HasExpired { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when an attempt before this one had no answer, so that it may have been carried out.</summary>
    public bool FollowsLostAnswer { get; set; }
}
