using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Files;
using Firecrest.Client.Http;

namespace Firecrest.Client.Errors;

/// <summary>Turns an answer that is not a success into the exception for it.</summary>
internal static partial class ErrorReader
{
    private const int MaxBodyLength = 4096;

    public static FirecrestApiException Read(HttpResponseMessage response, ReadOnlySpan<byte> content, RequestFacts facts, Version? serverVersion)
    {
        var body = Redaction.Apply(FileText.Decode(content));
        var said = ReadMessage(response, body);
        var told = ServerHeaders.Read(response);
        var (code, outcome) = told is { } header ? (header.Code, header.Outcome) : ServerMessages.Classify(response.StatusCode, said.Message, said.CausedBy);
        var failure = Describe(response, facts, serverVersion, body) with
        {
            ErrorCode = code,
            ServerMessage = ServerMessages.Explain((int)response.StatusCode, said.Message),
            CausedBy = told is { } more && !said.IsReason ? [.. said.CausedBy, Redaction.Apply(more.Text)] : said.CausedBy,
        };
        return Create(failure, outcome, facts.Kind != OperationKind.Read && (outcome is OutcomeClass.Unknown or OutcomeClass.ServerFault));
    }

    /// <summary>For a success whose body is not what the operation answers with.</summary>
    public static FirecrestApiException ReadUnexpected(HttpResponseMessage response, ReadOnlySpan<byte> content, RequestFacts facts, Version? serverVersion, JsonException cause)
    {
        var body = Redaction.Apply(FileText.Decode(content));
        var words = IsHtml(response, body)
            ? $"{HtmlText(body)}; this is a web page, so something in front of FirecREST answered (a login page, a wrong base address?)"
            : $"the answer cannot be read: {cause.Message}";
        var failure = Describe(response, facts, serverVersion, body) with { ErrorCode = FirecrestErrorCode.UnexpectedResponse, ServerMessage = words };
        return new FirecrestApiException(failure, cause) { Outcome = OutcomeClass.Refused, MayHaveExecuted = facts.Kind != OperationKind.Read };
    }

    private static FirecrestApiFailure Describe(HttpResponseMessage response, RequestFacts facts, Version? serverVersion, string body) => new()
    {
        StatusCode = response.StatusCode,
        ErrorCode = FirecrestErrorCode.ServerError,
        RequestId = Header(response, RequestId.Header) ?? facts.RequestId,
        Method = facts.Method.Method,
        Path = facts.Path,
        ServerVersion = serverVersion,
        Attempts = Math.Max(1, facts.Attempts),
        RetryAfter = ReadRetryAfter(response),
        // The page of a redirect may hold a login link with a secret in it.
        ResponseBody = (int)response.StatusCode is >= 300 and < 400 ? "" : Cut(body),
    };

    private static string Cut(string body)
    {
        var length = Math.Min(body.Length, MaxBodyLength);
        return body[..(length > 0 && char.IsHighSurrogate(body[length - 1]) ? length - 1 : length)];
    }

    /// <summary>The exception for what a failure means.</summary>
    public static FirecrestApiException Create(FirecrestApiFailure failure, OutcomeClass outcome, bool mayHaveExecuted)
    {
        var code = failure.ErrorCode;
        if (code == FirecrestErrorCode.Unauthorized || code == FirecrestErrorCode.TokenExpiresTooSoon)
        {
            return new FirecrestUnauthorizedException(failure) { Outcome = outcome };
        }

        if (code == FirecrestErrorCode.NotFound || code == FirecrestErrorCode.SystemNotFound || code == FirecrestErrorCode.JobNotFound)
        {
            return new FirecrestNotFoundException(failure) { Outcome = outcome };
        }

        return code.Value switch
        {
            "permission_denied" => new FirecrestPermissionException(failure) { Outcome = outcome },
            "quota_exceeded" => new FirecrestQuotaException(failure) { Outcome = outcome },
            "already_exists" => new FirecrestAlreadyExistsException(failure) { Outcome = outcome },
            "too_large" => new FirecrestTooLargeException(failure) { Outcome = outcome },
            "command_timeout" => new FirecrestCommandTimeoutException(failure) { Outcome = outcome, MayHaveExecuted = mayHaveExecuted },
            "rate_limited" => new FirecrestRateLimitException(failure) { Outcome = outcome },
            "unavailable" => new FirecrestUnavailableException(failure) { Outcome = outcome, MayHaveExecuted = mayHaveExecuted },
            _ => new FirecrestApiException(failure) { Outcome = outcome, MayHaveExecuted = mayHaveExecuted },
        };
    }

    private static Said ReadMessage(HttpResponseMessage response, string body)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            var here = response.RequestMessage?.RequestUri ?? new Uri("https://here.invalid/");
            var target = response.Headers.Location is { } location && Uri.TryCreate(here, location, out var there) ? there : here;
            var server = target.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
            var place = target.Host != here.Host ? target.Host
                : server == here.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ? "another path of this server" : server;
            return new($"a redirect to {place}, which is not followed so that no token goes astray; check the base address");
        }

        if (body.Length == 0)
        {
            return new("");
        }

        if (IsHtml(response, body))
        {
            return new($"{HtmlText(body)} (a web page, from a proxy in front of FirecREST or from FirecREST v1)");
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return ReadJson(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or JSON with half a surrogate pair, which cannot be a string here.
            return new(body.Length > 300 ? body[..300] + "..." : body.Trim());
        }
    }

    private static Said ReadJson(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new(root.ToString());
        }

        var fields = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("fields", out var list)
            && list.ValueKind == JsonValueKind.Array
            ? string.Join("; ", list.EnumerateArray().Select(DescribeField))
            : "";
        var message = fields.Length > 0 ? fields : Text(root, "message") ?? Text(root, "detail");
        if (message is null)
        {
            return ReadFirstGeneration(root);
        }

        var causes = root.TryGetProperty("causedBy", out var causedBy) && causedBy.ValueKind == JsonValueKind.Array
            ? causedBy.EnumerateArray().Select(c => c.ToString().Trim()).ToArray()
            : [];
        return new(message.Trim()) { CausedBy = causes };
    }

    /// <summary>FirecREST v1: <c>error</c> is the reason and <c>description</c> says what failed, or the other way round; either may be missing.</summary>
    private static Said ReadFirstGeneration(JsonElement root)
    {
        var description = (Text(root, "description") ?? "").Trim();
        var error = (Text(root, "error") ?? (description.Length == 0 || root.TryGetProperty("out", out _) ? Text(root, "out") ?? Text(root, "exp") : null) ?? "").Trim();
        var isGeneral = error.Length == 0 || ServerMessages.SaysOnlyWhatFailed(error, description);
        return new(isGeneral && description.Length > 0 ? description : error) { IsReason = !isGeneral || (error.Length > 0 && description.Length > 0) };
    }

    /// <summary>A validation error: <c>query time_window: Input should be ...</c>. The name may be null or, for malformed JSON, a number.</summary>
    private static string DescribeField(JsonElement field)
        => $"{Text(field, "location")} {Text(field, "name")}".Trim() + $": {Text(field, "message")}";

    private static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    public static TimeSpan? ReadRetryAfter(HttpResponseMessage response)
    {
        var told = response.Headers.RetryAfter;
        var delay = told?.Delta ?? (told?.Date is { } date && response.Headers.Date is { } now ? date - now : null);
        if (delay is null && (int)response.StatusCode == 429 && double.TryParse(Header(response, "RateLimit-Reset"), CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < int.MaxValue)
        {
            delay = TimeSpan.FromSeconds(seconds);
        }

        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static bool IsHtml(HttpResponseMessage response, string body)
        => response.Content.Headers.ContentType?.MediaType == "text/html" || body.AsSpan().TrimStart().StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || body.AsSpan().TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase);

    private static string HtmlText(string html)
    {
        var title = Title().Match(html);
        var text = Spaces().Replace(Tags().Replace(title.Success ? title.Groups[1].Value : html, " "), " ").Trim();
        return text.Length > 200 ? text[..200] + "..." : text;
    }

    /// <summary>What the body says; whether that is why it failed, so that nothing more needs to be said.</summary>
    private sealed record Said(string Message)
    {
        public IReadOnlyList<string> CausedBy { get; init; } = [];

        public bool IsReason { get; init; }
    }

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Title();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
