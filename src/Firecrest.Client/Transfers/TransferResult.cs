namespace Firecrest.Client;

/// <summary>What a transfer that succeeded came to.</summary>
public sealed record TransferResult
{
    /// <summary>The way that the file took.</summary>
    public required TransferMethod Method { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The bytes that an earlier run had moved and that were not moved again.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>Why a transfer that had been begun, and was recorded in <see cref="TransferOptions.ManifestPath"/>, could not go on; null when there was none, or it did go on.</summary>
    public string? StartedOver { get; init; }

    /// <summary>The SHA-256 of the content in lower-case hexadecimal digits, when it was compared; else null.</summary>
    public string? Sha256 { get; init; }
}
