namespace Firecrest.Emulator.Staging;

/// <summary>A part of an upload, on disk.</summary>
internal sealed record StagedPart(string File, long Size, byte[] Hash)
{
    /// <summary>The tag without quotes.</summary>
    public string ETag => Convert.ToHexStringLower(Hash);
}
