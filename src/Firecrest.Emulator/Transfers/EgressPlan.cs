namespace Firecrest.Emulator.Transfers;

/// <summary>What an egress job was told.</summary>
/// <param name="Source">The remote path that its script sees.</param>
/// <param name="Commands">The parts of the path that its shell takes for commands.</param>
/// <param name="Bucket">Where the object goes.</param>
/// <param name="Key">The name of the object.</param>
/// <param name="PartCount">How many parts there are addresses for.</param>
/// <param name="MaximumPartSize">The largest part, in bytes.</param>
internal sealed record EgressPlan(string Source, IReadOnlyList<string> Commands, string Bucket, string Key, long PartCount, long MaximumPartSize);
