using System.Globalization;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Tokens;
using Firecrest.Emulator.V1;
using Firecrest.Emulator.V1.Utilities;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator;

/// <summary>A rule that is being made: how often it applies, and last of all its fault.</summary>
public sealed class FaultRule
{
    private readonly FaultRules _rules;
    private readonly FirecrestEmulatorOptions _options;
    private readonly RequestPattern _pattern;
    private readonly int? _times;

    internal FaultRule(FaultRules rules, FirecrestEmulatorOptions options, RequestPattern pattern, int? times = 1)
    {
        _rules = rules;
        _options = options;
        _pattern = pattern;
        _times = times;
    }

    /// <summary>The rule applies to the next <paramref name="count"/> requests that fit.</summary>
    public FaultRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(_rules, _options, _pattern, count);
    }

    /// <summary>The rule applies to all requests that fit, until the faults are cleared.</summary>
    public FaultRule Always() => new(_rules, _options, _pattern, null);

    /// <summary>Answers without handling the request, as a proxy in front of the server would: with nothing but what is given here.</summary>
    /// <param name="status">The status code, 200 to 599.</param>
    /// <param name="body">The body; none by default.</param>
    /// <param name="headers">
    /// The headers. Without a content type it is <c>text/html</c> for a body that begins with '&lt;', else <c>application/json</c>.
    /// </param>
    public void AnswerStatus(int status, string body = "", IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        KeyValuePair<string, string>[] fields = [.. headers ?? []];
        Add((http, _) => FaultyAnswers.Write(http.Response, status, body, fields));
    }

    /// <summary>Answers 429 without handling the request, as the rate limit of a gateway does, with <c>Retry-After</c> and <c>RateLimit-*</c>.</summary>
    /// <param name="retryAfter">How long to stay away, in whole seconds rounded up.</param>
    /// <param name="asDate">Whether <c>Retry-After</c> is the date, on the clock of the emulator, instead of the seconds.</param>
    public void RateLimit(TimeSpan retryAfter, bool asDate = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        TimeSpan wait = TimeSpan.FromSeconds(Math.Ceiling(retryAfter.TotalSeconds));
        string seconds = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        Add((http, _) => FaultyAnswers.Write(
            http.Response,
            StatusCodes.Status429TooManyRequests,
            """{"message":"API rate limit exceeded"}""",
            [
                new("Retry-After", asDate ? (_options.TimeProvider.GetUtcNow() + wait).ToString("R", CultureInfo.InvariantCulture) : seconds),
                new("RateLimit-Limit", "1"),
                new("RateLimit-Remaining", "0"),
                new("RateLimit-Reset", seconds),
            ]));
    }

    /// <summary>Refuses the token of the request with 401, as one that has expired; a new one is good again.</summary>
    public void ExpireToken()
        => Add((http, _) => V1Server.Serves(http.Request)
            ? http.Response.WriteAnswer(V1Authentication.Expired)
            : http.Response.WriteError(TokenCheck.Expired(http.Request.Headers.Authorization.ToString().Split(' ')[^1]), null));

    /// <summary>Handles the request as always, but only after this time on the clock of the emulator.</summary>
    public void Delay(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        Add(async (http, handle) =>
        {
            await Task.Delay(latency, _options.TimeProvider, http.RequestAborted).ConfigureAwait(false);
            await handle(http).ConfigureAwait(false);
        });
    }

    /// <summary>Breaks the connection before the request is handled: nothing has happened.</summary>
    public void DropBefore() => Add((http, _) =>
    {
        FaultyAnswers.Drop(http);
        return Task.CompletedTask;
    });

    /// <summary>Breaks the connection after the request was handled, without an answer: what it asked for has happened.</summary>
    public void DropAfter() => Add(async (http, handle) =>
    {
        await FaultyAnswers.Hold(http, handle).ConfigureAwait(false);
        FaultyAnswers.Drop(http);
    });

    /// <summary>Breaks the connection in the middle of the answer, after the first half of its body; an answer without a body is whole.</summary>
    public void DropMidway() => Add(async (http, handle) =>
    {
        byte[] body = await FaultyAnswers.Hold(http, handle).ConfigureAwait(false);
        // Less than the content length: the web server closes the connection, but not before this is sent.
        await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), http.RequestAborted).ConfigureAwait(false);
    });

    /// <summary>Handles the request and then keeps the answer back: the connection stays open until the client gives up or the emulator stops.</summary>
    public void HoldAnswer() => Add(async (http, handle) =>
    {
        await FaultyAnswers.Hold(http, handle).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(false);
    });

    /// <summary>
    /// Handles the request and then answers 408, as FirecREST does when the command took too long to report, or on its v1 side 400 with <c>X-Timeout</c>; a
    /// refusal is answered as it is.
    /// </summary>
    public void TimeOutAfter() => Add(async (http, handle) =>
    {
        byte[] body = await FaultyAnswers.Hold(http, handle).ConfigureAwait(false);
        await (http.Response.StatusCode < 400
            ? WriteTimeout(http)
            : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask()).ConfigureAwait(false);
    });

    private Task WriteTimeout(HttpContext http)
    {
        if (!V1Server.Serves(http.Request))
        {
            return http.Response.WriteError(SlurmError.Timeout(), _options.UserName);
        }

        string operation = http.Request.Path.Value!.Split('/')[^1];
        return http.Response.WriteAnswer(CommandErrors.Timeout(Utility.Description(operation)));
    }

    private void Add(Fault fault) => _rules.Add(_pattern, _times, fault);
}
