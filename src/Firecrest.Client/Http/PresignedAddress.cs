using System.Globalization;

namespace Firecrest.Client.Http;

/// <summary>What can be told of an address that works without a token. The address itself is a secret.</summary>
internal static class PresignedAddress
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>Refuses an address that file contents would travel to in the clear.</summary>
    public static Uri Check(Uri address, bool allowInsecureHttp)
        => IsSafe(address, allowInsecureHttp)
            ? address
            : throw new FirecrestException(
                $"The server sent an address of its object store at {address.Host} that is not encrypted: the file would be readable on the way. Set AllowInsecureHttp if the network is safe.");

    public static bool IsSafe(Uri address, bool allowInsecureHttp)
        => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || allowInsecureHttp));

    /// <summary>When it ends to be valid, as its query tells: in signatures of version 4, or of version 2. Null when it does not tell.</summary>
    public static DateTimeOffset? ExpiresOn(Uri address)
    {
        DateTimeOffset? signed = null;
        DateTimeOffset? until = null;
        long? life = null;
        foreach (var pair in address.Query.TrimStart('?').Split('&'))
        {
            var (name, value) = pair.Split('=', 2) is [var key, var text] ? (key, text) : ("", "");
            if (name.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase)
                && DateTimeOffset.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, Utc, out var date))
            {
                signed = date;
            }
            else if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue * 2L)
            {
                life = name.Equals("X-Amz-Expires", StringComparison.OrdinalIgnoreCase) ? number : life;
                until = name.Equals("Expires", StringComparison.OrdinalIgnoreCase) ? DateTimeOffset.FromUnixTimeSeconds(number) : until;
            }
        }

        return signed is { } from && life is { } seconds ? from.AddSeconds(seconds) : until;
    }
}
