namespace Firecrest.Emulator.Staging;

/// <summary>A complete object of the store.</summary>
/// <param name="File">Where its content is on this machine.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ETag">Its tag without quotes; of an object that came in parts, no hash of its content.</param>
/// <param name="Completed">When it became visible.</param>
internal sealed record StagedObject(string File, long Size, string ETag, DateTimeOffset Completed);
