namespace Firecrest.Client.Http;

/// <summary>Stands before each request of a client that keeps to a pace; a client without one lets every request pass.</summary>
internal abstract class RequestGate
{
    /// <summary>
    /// Returns when a request may be sent, with the time that it was held back; <see cref="Leave"/> must follow. The first segment of its path names the service, which limits
    /// count by.
    /// </summary>
    public abstract ValueTask<TimeSpan> Enter(string path, int attempt, bool async, CancellationToken cancellationToken);

    /// <summary>Tells what became of a request that had passed, null when no answer came, and how long it took since.</summary>
    public abstract void Leave(string path, HttpResponseMessage? response, TimeSpan lasted);
}
