namespace Firecrest.Emulator.Staging;

/// <summary>An upload in parts. The store guards what can change.</summary>
internal sealed class StagedUpload(string bucket, string key, string id)
{
    public string Bucket { get; } = bucket;

    public string Key { get; } = key;

    public string Id { get; } = id;

    public SortedDictionary<int, StagedPart> Parts { get; } = [];

    public bool IsComplete { get; set; }
}
