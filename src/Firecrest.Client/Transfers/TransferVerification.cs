namespace Firecrest.Client;

/// <summary>How a transfer is proven to have arrived.</summary>
public enum TransferVerification
{
    /// <summary>Not at all: the end of the job is believed. Jobs of the server end COMPLETED also when they failed.</summary>
    None,

    /// <summary>By its size; for what a job or the server fetches from the object store also that the file is not the one that was there before.</summary>
    Size,

    /// <summary>By its size and the SHA-256 of its content, which the system and this program compute.</summary>
    Sha256,
}
