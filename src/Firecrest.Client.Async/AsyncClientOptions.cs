namespace Firecrest.Client;

/// <summary>How much an <see cref="AsyncFirecrestClient"/> does at a time; copied and checked when the client is made.</summary>
public sealed record AsyncClientOptions
{
    /// <summary>The least time between the starts of two requests to one service (<c>compute</c>, <c>filesystem</c> and so on). Default zero: as long as the site does not ask for it, nothing waits.</summary>
    public TimeSpan MinRequestInterval { get; set; }

    /// <summary>How many submissions of <see cref="AsyncFirecrestClient.SubmitManyAsync"/> are under way at a time, for all callers together. Default 8.</summary>
    public int MaxConcurrentSubmissions { get; set; } = 8;

    /// <summary>
    /// How many file operations and transfers of <see cref="AsyncFirecrestClient.UploadManyAsync"/>, <see cref="AsyncFirecrestClient.DownloadManyAsync"/> and
    /// <see cref="AsyncFirecrestClient.ForEachFileAsync"/> are under way at a time, for all callers together. Default 8.
    /// </summary>
    public int MaxConcurrentFiles { get; set; } = 8;

    internal AsyncClientOptions Freeze()
    {
        OptionCheck.NotNegative(MinRequestInterval, nameof(MinRequestInterval));
        AtLeastOne(MaxConcurrentSubmissions, nameof(MaxConcurrentSubmissions));
        AtLeastOne(MaxConcurrentFiles, nameof(MaxConcurrentFiles));
        return this with { };
    }

    private static void AtLeastOne(int value, string option)
    {
        if (value < 1)
        {
            throw new ArgumentException($"{option} is {value}; it must be at least 1.");
        }
    }
}
