using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Staging;

/// <summary>Makes and checks presigned addresses: each is for one method, one object and some time.</summary>
internal sealed class UrlSigner(FirecrestEmulatorOptions options)
{
    /// <summary>What the paths of all objects begin with.</summary>
    public const string Prefix = "/staging/";

    public const string Region = "us-east-1";

    private const string SignatureField = "&X-Amz-Signature=";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>An address on the host that a request came to.</summary>
    public string Sign(HttpRequest request, string method, string bucket, string key, string parameters = "")
    {
        DateTime now = options.TimeProvider.GetUtcNow().UtcDateTime;
        string time = now.ToString(TimeFormat, CultureInfo.InvariantCulture);
        string scope = Uri.EscapeDataString($"storage_access_key/{time[..8]}/{Region}/s3/aws4_request");
        long lifetime = (long)options.StagingUrlLifetime.TotalSeconds;
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"{parameters}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={scope}&X-Amz-Date={time}&X-Amz-Expires={lifetime}&X-Amz-SignedHeaders=host");
        string host = request.Host.ToString();
        string path = Prefix + bucket + "/" + key;
        string escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return $"{request.Scheme}://{host}{escaped}?{query}{SignatureField}{Signature(method, host, path, query)}";
    }

    /// <summary>A query without its signature, for everything that is kept.</summary>
    public static string WithoutSignature(string query)
        => query.IndexOf(SignatureField, StringComparison.Ordinal) is >= 0 and var start ? query[..(start + SignatureField.Length)] + "..." : query;

    /// <summary>Refuses a request whose address is not one of ours, is for another method, or is too old.</summary>
    public void Check(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Authorization"))
        {
            throw S3Error.InvalidArgument;
        }

        string query = (request.QueryString.Value ?? "").TrimStart('?');
        int end = query.LastIndexOf(SignatureField, StringComparison.Ordinal);
        if (end < 0 || !TryReadEnd(request.Query, out DateTime validUntil))
        {
            throw S3Error.AccessDenied;
        }

        string expected = Signature(request.Method, request.Host.ToString(), request.Path.Value!, query[..end]);
        byte[] given = Encoding.UTF8.GetBytes(query[(end + SignatureField.Length)..]);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), given))
        {
            throw S3Error.WrongSignature;
        }

        if (options.TimeProvider.GetUtcNow().UtcDateTime > validUntil)
        {
            throw S3Error.AccessDenied;
        }
    }

    private static bool TryReadEnd(IQueryCollection query, out DateTime end)
    {
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool isRead = DateTime.TryParseExact(query["X-Amz-Date"], TimeFormat, CultureInfo.InvariantCulture, style, out end);
        if (!isRead || !int.TryParse(query["X-Amz-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return false;
        }

        end = end.AddSeconds(seconds);
        return true;
    }

    private string Signature(string method, string host, string path, string query)
        => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method}\n{host}\n{path}\n{query}")));
}
