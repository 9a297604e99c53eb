namespace Firecrest.Client;

/// <summary>How a system moves large files, as the server names it. New methods may appear.</summary>
/// <param name="Value">The server's word.</param>
public readonly record struct TransferMethod(string Value)
{
    /// <summary>Within one request, up to the limit of the server's direct operations: <c>direct</c>. The one word here that is not the server's.</summary>
    public static TransferMethod Direct { get; } = new("direct");

    /// <summary>Through an object store, by links that work without a token: <c>s3</c>.</summary>
    public static TransferMethod S3 { get; } = new("s3");

    /// <summary>Straight to a job on the system, over a websocket: <c>streamer</c>.</summary>
    public static TransferMethod Streamer { get; } = new("streamer");

    /// <summary>By the program Magic Wormhole, over its public relay: <c>wormhole</c>.</summary>
    public static TransferMethod Wormhole { get; } = new("wormhole");

    /// <summary>The server's word.</summary>
    public override string ToString() => Value ?? "";
}
