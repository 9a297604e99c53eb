using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Staging;

/// <summary>Makes and checks presigned addresses: each is for one method, one object and some time.</summary>
[SuppressMessage("Security", "CA5350", Justification = "Signatures of version 2 are SHA-1.")]
internal sealed partial class UrlSigner(FirecrestEmulatorOptions options)
{
    /// <summary>What the paths of all objects begin with.</summary>
    public const string Prefix = "/staging/";

    public const string Region = "us-east-1";

    public const string AccessKey = "storage_access_key";

    private const string SignatureField = "&X-Amz-Signature=";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>An address on the host that a request came to.</summary>
    public string Sign(HttpRequest request, string method, string bucket, string key, string parameters = "")
    {
        DateTime now = options.TimeProvider.GetUtcNow().UtcDateTime;
        string time = now.ToString(TimeFormat, CultureInfo.InvariantCulture);
        string scope = Uri.EscapeDataString(Scope(now));
        long lifetime = (long)options.StagingUrlLifetime.TotalSeconds;
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"{parameters}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={scope}&X-Amz-Date={time}&X-Amz-Expires={lifetime}&X-Amz-SignedHeaders=host");
        string host = request.Host.ToString();
        string path = Prefix + bucket + "/" + key;
        string escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return $"{request.Scheme}://{host}{escaped}?{query}{SignatureField}{Signature(method, host, path, query)}";
    }

    /// <summary>What a signature of version 4 is good for.</summary>
    public static string Scope(DateTime time) => $"{AccessKey}/{time.ToString(TimeFormat, CultureInfo.InvariantCulture)[..8]}/{Region}/s3/aws4_request";

    public static string Stamp(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The signature of the policy of a form.</summary>
    public string SignPolicy(string policy) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(policy)));

    /// <summary>A signature of version 2, which covers the content type too.</summary>
    public string SignOld(string method, string bucket, string key, long expires, string contentType = "")
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{method}\n\n{contentType}\n{expires}\n/{bucket}/{key}");
        return Convert.ToBase64String(HMACSHA1.HashData(_key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A query without its signature, for everything that is kept.</summary>
    public static string WithoutSignature(string query) => SignatureOf().Replace(query, "${name}...");

    /// <summary>Refuses a request whose address is not one of ours, is for another method, or is too old.</summary>
    public void Check(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Authorization"))
        {
            throw S3Error.InvalidArgument;
        }

        if (request.Query.ContainsKey("AWSAccessKeyId"))
        {
            CheckOld(request);
            return;
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

    private void CheckOld(HttpRequest request)
    {
        string[] path = request.Path.Value!.Split('/', 4);
        if (path.Length < 4 || !long.TryParse(request.Query["Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out long expires))
        {
            throw S3Error.AccessDenied;
        }

        string expected = SignOld(request.Method, path[2], path[3], expires, request.ContentType ?? "");
        if (request.Query["Signature"].ToString() != expected)
        {
            throw new S3Error(
                403,
                "SignatureDoesNotMatch",
                text: "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
        }

        if (options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() > expires)
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

    [GeneratedRegex("(?<name>[?&](X-Amz-)?Signature=)[^&]*")]
    private static partial Regex SignatureOf();

    private string Signature(string method, string host, string path, string query)
        => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method}\n{host}\n{path}\n{query}")));
}
