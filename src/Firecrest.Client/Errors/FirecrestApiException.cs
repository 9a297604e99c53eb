using System.Globalization;
using System.Net;
using System.Text;
using Firecrest.Client.V1;

namespace Firecrest.Client;

/// <summary>FirecREST, or a proxy in front of it, answered a request with an error.</summary>
/// <remarks>Branch on the derived types or on <see cref="ErrorCode"/>, never on the text of the message.</remarks>
public class FirecrestApiException : FirecrestException
{
    private const int MaxWords = 1000;

    private readonly FirecrestApiFailure _failure;

    /// <summary>Makes an exception from the facts of a failure, with the usual message.</summary>
    public FirecrestApiException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(Describe(failure ?? throw new ArgumentNullException(nameof(failure))), innerException)
    {
        _failure = failure;
        RequestId = failure.RequestId;
    }

    /// <inheritdoc cref="FirecrestApiFailure.StatusCode"/>
    public HttpStatusCode StatusCode => _failure.StatusCode;

    /// <inheritdoc cref="FirecrestApiFailure.ErrorCode"/>
    public FirecrestErrorCode ErrorCode => _failure.ErrorCode;

    /// <inheritdoc cref="FirecrestApiFailure.ServerMessage"/>
    public string ServerMessage => _failure.ServerMessage;

    /// <inheritdoc cref="FirecrestApiFailure.CausedBy"/>
    public IReadOnlyList<string> CausedBy => _failure.CausedBy;

    /// <inheritdoc cref="FirecrestApiFailure.Method"/>
    public string Method => _failure.Method;

    /// <inheritdoc cref="FirecrestApiFailure.Path"/>
    public string Path => _failure.Path;

    /// <inheritdoc cref="FirecrestApiFailure.ServerVersion"/>
    public Version? ServerVersion => _failure.ServerVersion;

    /// <inheritdoc cref="FirecrestApiFailure.Attempts"/>
    public int Attempts => _failure.Attempts;

    /// <inheritdoc cref="FirecrestApiFailure.RetryAfter"/>
    public TimeSpan? RetryAfter => _failure.RetryAfter;

    /// <inheritdoc cref="FirecrestApiFailure.ResponseBody"/>
    public string ResponseBody => _failure.ResponseBody;

    /// <inheritdoc cref="FirecrestApiFailure.Task"/>
    public TaskInfo? Task => _failure.Task;

    /// <summary>Schedulers in REST mode answer with pages of JSON; all of it is in <see cref="ServerMessage"/>.</summary>
    private static string Cut(string words) => words.Length > MaxWords ? words[..MaxWords] + "..." : words;

    private static string Describe(FirecrestApiFailure failure)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{failure.Method} {failure.Path} answered {(int)failure.StatusCode} ({failure.ErrorCode})");
        var words = failure.CausedBy.Prepend(failure.ServerMessage).Where(w => w.Length > 0).Distinct().Select(w => Cut(w.Trim().TrimEnd('.'))).ToList();
        text.Append(words.Count > 0 ? ": " : "").AppendJoin("; ", words).Append('.');
        if (failure.ErrorCode == FirecrestErrorCode.TokenExpiresTooSoon)
        {
            text.Append(" If the token was new, its lifetime is shorter than this server asks for, or a clock is wrong.");
        }

        if (failure.RetryAfter is { } delay)
        {
            text.Append(CultureInfo.InvariantCulture, $" The server asks to wait {delay:c}.");
        }

        if (failure.Attempts > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $" Tried {failure.Attempts} times.");
        }

        string?[] facts =
        [
            failure.RequestId is null ? null : $"Request id {failure.RequestId}",
            failure.ServerVersion is null ? null : $"FirecREST {failure.ServerVersion}",
        ];
        var known = string.Join(", ", facts.Where(f => f is not null));
        return known.Length == 0 ? text.ToString() : text.Append(' ').Append(known).Append('.').ToString();
    }
}
