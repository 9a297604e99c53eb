using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Firecrest.Client.Http;

/// <summary>What can be told of a form that works without a token. Its fields are secrets.</summary>
internal static class PresignedForm
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>When it ends to be valid: S3 tells it in the policy, Swift in a field. Null when it is not told.</summary>
    public static DateTimeOffset? ExpiresOn(IReadOnlyDictionary<string, string> fields)
    {
        if (fields.TryGetValue("expires", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue * 2L)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return fields.TryGetValue("policy", out var policy) && Decode(policy) is { } json ? ReadPolicy(json) : null;
    }

    private static byte[]? Decode(string policy)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(policy.Length)];
        return Convert.TryFromBase64String(policy, bytes, out var length) ? bytes[..length] : null;
    }

    private static DateTimeOffset? ReadPolicy(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("expiration", out var end)
                && end.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(end.GetString(), CultureInfo.InvariantCulture, Utc, out var time)
                ? time
                : null;
        }
        catch (JsonException)
        {
            // A store of another kind: the form is sent all the same.
            return null;
        }
    }
}
