using System.Globalization;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>The part of a list that a request asks for; pages count from 0.</summary>
internal static class JobPage
{
    /// <summary>The rows of the page, or what is wrong with it.</summary>
    public static (IReadOnlyList<T> Rows, string? Error) Of<T>(V1Exchange exchange, IReadOnlyList<T> rows, int defaultSize)
    {
        // What is no number is ignored.
        int size = Number(exchange.Query("pageSize")) is > 0 and var asked ? asked : defaultSize;
        int page = Number(exchange.Query("pageNumber")) ?? 0;
        int pages = Math.Max((rows.Count + size - 1) / size, 1);
        return page < 0 ? ([], $"pageNumber ({page}) cannot be a negative number")
            : page >= pages ? ([], $"pageNumber ({page}) is greater than total pages ({pages})")
            : ([.. rows.Skip(page * size).Take(size)], null);
    }

    private static int? Number(string? text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
