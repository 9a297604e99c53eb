using System.Globalization;

namespace Firecrest.Client.Pacing;

/// <summary>Reads the limits that gateways tell in the heads of answers.</summary>
internal static class RateHeaders
{
    /// <summary>The windows that Kong tells of one by one, without their ends: they begin with the minute, the hour and so on.</summary>
    private static readonly (string Limit, string Left, TimeSpan Length)[] Periods =
    [
        ("X-RateLimit-Limit-Second", "X-RateLimit-Remaining-Second", TimeSpan.FromSeconds(1)),
        ("X-RateLimit-Limit-Minute", "X-RateLimit-Remaining-Minute", TimeSpan.FromMinutes(1)),
        ("X-RateLimit-Limit-Hour", "X-RateLimit-Remaining-Hour", TimeSpan.FromHours(1)),
        ("X-RateLimit-Limit-Day", "X-RateLimit-Remaining-Day", TimeSpan.FromDays(1)),
    ];

    /// <summary>The limits that an answer tells, each under a name. A limit of none cannot be meant: it would allow nothing ever.</summary>
    public static IEnumerable<(string Name, int Limit, int Left, TimeSpan Reset)> Read(HttpResponseMessage response, DateTimeOffset now)
    {
        if (Number(response, "RateLimit-Limit") is > 0 and var limit && Number(response, "RateLimit-Remaining") is { } left && Number(response, "RateLimit-Reset") is { } reset)
        {
            yield return ("", limit, left, TimeSpan.FromSeconds(reset));
        }

        foreach (var (limitName, leftName, length) in Periods)
        {
            if (Number(response, limitName) is > 0 and var most && Number(response, leftName) is { } rest)
            {
                yield return (limitName, most, rest, length - TimeSpan.FromTicks((response.Headers.Date ?? now).UtcTicks % length.Ticks));
            }
        }
    }

    /// <summary>The drafts of the standard allow more behind a comma or a semicolon: <c>10, 10;w=1</c>.</summary>
    private static int? Number(HttpResponseMessage response, string name)
        => response.Headers.NonValidated.TryGetValues(name, out var values)
            && int.TryParse(values.ToString().Split(',', ';')[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
