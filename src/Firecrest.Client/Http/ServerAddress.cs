namespace Firecrest.Client.Http;

/// <summary>Checks an address that tokens will be sent to.</summary>
internal static class ServerAddress
{
    /// <summary>Makes a relative path append to the address instead of replacing its last segment.</summary>
    public static Uri Normalise(Uri address, bool allowInsecureHttp, string parameterName)
    {
        Check(address, allowInsecureHttp, parameterName);
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new ArgumentException($"The base address '{address.GetLeftPart(UriPartial.Path)}' must have no query and no fragment.", parameterName);
        }

        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }

    public static void Check(Uri address, bool allowInsecureHttp, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(address, parameterName);
        if (address is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
        {
            throw new ArgumentException($"The address of '{address.Host}' must not contain a user name or password.", parameterName);
        }

        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"'{address.OriginalString}' is not an absolute http(s) address.", parameterName);
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !allowInsecureHttp)
        {
            throw new ArgumentException(
                $"'{address.GetLeftPart(UriPartial.Path)}' is not encrypted: tokens and files would be readable on the way. Use https, or set AllowInsecureHttp if the network is safe.",
                parameterName);
        }
    }
}
