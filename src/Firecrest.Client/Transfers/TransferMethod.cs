namespace Firecrest.Client;

/// <summary>How a system moves large files, as the server names it. New methods may appear.</summary>
/// <param name="Value">The server's word.</param>
public readonly record struct TransferMethod(string Value)
{
    /// <summary>Through an object store, by links that work without a token: <c>s3</c>.</summary>
    public static TransferMethod S3 { get; } = new("s3");

    /// <summary>Straight to a job on the system, over a websocket: <c>streamer</c>.</summary>
    public static TransferMethod Streamer { get; } = new("streamer");

    /// <summary>By the program Magic Wormhole, over its public relay: <c>wormhole</c>.</summary>
    public static TransferMethod Wormhole { get; } = new("wormhole");

    /// <summary>The server's word.</summary>
    public override string ToString() => Value ?? "";
}
