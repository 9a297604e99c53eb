namespace Firecrest.Client.Polling;

/// <summary>Cuts ids into parts that one request can carry.</summary>
internal static class IdBatches
{
    /// <summary>Of the 8 KiB that servers take for the line of a request, the rest is for the address.</summary>
    public const int MostCharacters = 7 * 1024;

    public const int MostIds = 500;

    /// <summary>A comma, escaped.</summary>
    private const int Separator = 3;

    public static IEnumerable<IReadOnlyList<string>> Of(IReadOnlyList<string> ids)
    {
        var batch = new List<string>();
        var length = 0;
        foreach (var id in ids)
        {
            var more = Uri.EscapeDataString(id).Length + (batch.Count > 0 ? Separator : 0);
            if (batch.Count == MostIds || (batch.Count > 0 && length + more > MostCharacters))
            {
                yield return batch;
                batch = [];
                (length, more) = (0, more - Separator);
            }

            batch.Add(id);
            length += more;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
