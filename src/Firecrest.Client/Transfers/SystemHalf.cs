namespace Firecrest.Client.Transfers;

/// <summary>What the system does for a transfer: brings a file to the object store, or fetches it from there.</summary>
internal abstract class SystemHalf
{
    /// <summary>For messages: <c>job daint/123</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The server's id of it.</summary>
    public abstract string Id { get; }

    /// <summary>The scheduler's id when it is a job.</summary>
    public virtual string? JobId => null;

    /// <summary>The logs of it on the system.</summary>
    public virtual (RemotePath? Output, RemotePath? Error) Logs => default;

    /// <summary>A link that was made for it, and that <see cref="CleanUp"/> removes.</summary>
    public virtual RemotePath? Link => null;

    /// <summary>Waits until it is over.</summary>
    public abstract ValueTask<HalfEnd> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken);

    /// <summary>How it is now.</summary>
    public abstract ValueTask<HalfState> Look(bool async, CancellationToken cancellationToken);

    public abstract ValueTask Cancel(bool async, CancellationToken cancellationToken);

    /// <summary>The end of what it complained of; null when that cannot be read.</summary>
    public abstract ValueTask<string?> ReadComplaints(bool async, CancellationToken cancellationToken);

    public virtual ValueTask CleanUp(bool async, CancellationToken cancellationToken) => default;
}

/// <param name="Succeeded">Whether it says so; that is no proof.</param>
/// <param name="State">Its state, for messages.</param>
/// <param name="DownloadAddress">Where the file is, when only the end tells.</param>
internal sealed record HalfEnd(bool Succeeded, string State, Uri? DownloadAddress = null);

/// <param name="IsOver">Whether it is over, or unknown.</param>
/// <param name="Succeeded">Whether it is over and says that it succeeded.</param>
/// <param name="Text">Its state, for messages.</param>
internal sealed record HalfState(bool IsOver, bool Succeeded, string Text);
