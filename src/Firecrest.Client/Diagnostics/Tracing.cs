using System.Diagnostics;
using Firecrest.Client.Errors;
using static Firecrest.Client.FirecrestTelemetry;

namespace Firecrest.Client.Diagnostics;

/// <summary>Spans around what takes several requests, so that a trace of it reads as one tree.</summary>
internal static class Tracing
{
    /// <summary>OpenTelemetry keeps that many links of a span by default.</summary>
    private const int MaxLinks = 128;

    /// <summary>The span that is open here if it is one of this library's; null for none.</summary>
    public static Activity? Current => Activity.Current is { } span && span.Source == Source ? span : null;

    /// <summary>Does something within a span, which takes over its failure; without one when nobody listens.</summary>
    public static ValueTask<T> Within<T>(string name, string? systemName, Func<Activity?, ValueTask<T>> body)
        => Source.HasListeners() ? Traced(name, systemName, default, [], body) : body(null);

    /// <summary>A look of a wait. Its trace is its own and links to that of the wait: a wait takes days, and its looks would bury what else is in its trace.</summary>
    public static ValueTask<T> Look<T>(string? systemName, Func<ValueTask<T>> body)
        => Current is { OperationName: Spans.Wait } wait ? Look([wait], isUserCall: false, systemName, _ => body()) : body();

    /// <summary>A look that answers several: part of the first one's trace if that is a user's call, and linked to all others.</summary>
    public static async ValueTask<T> Look<T>(IReadOnlyCollection<Activity> callers, bool isUserCall, string? systemName, Func<Activity?, ValueTask<T>> body)
    {
        Activity.Current = null;
        List<ActivityContext> contexts = [.. callers.Select(static span => span.Context).Distinct().Take(MaxLinks + 1)];
        var parent = isUserCall && callers.FirstOrDefault() is not { OperationName: Spans.Wait } ? contexts.FirstOrDefault() : default;
        var links = contexts.Skip(parent == default ? 0 : 1).Take(MaxLinks).Select(static context => new ActivityLink(context));
        return await Traced(Spans.Look, systemName, parent, links, body).ConfigureAwait(false);
    }

    /// <summary>Tells of a failure, and gives the word for it.</summary>
    public static string Fail(Activity? span, Exception failure)
    {
        var type = failure is FirecrestApiException { ErrorCode.Value: { Length: > 0 } code } ? code : failure.GetType().FullName!;
        span?.SetTag(Tags.ErrorType, type).SetStatus(ActivityStatusCode.Error, failure.Message);
        return type;
    }

    public static string RetryReason(FirecrestException failure) => failure is FirecrestRateLimitException ? "rate_limited" : failure.Outcome switch
    {
        OutcomeClass.NotExecuted => "not_executed",
        OutcomeClass.Unknown => "unknown",
        OutcomeClass.ServerFault => "server_fault",
        _ => "refused",
    };

    public static void AddRetry(Activity? span, string reason, TimeSpan delay)
        => span?.AddEvent(new(Events.Retry, tags: new() { [Tags.RetryReason] = reason, [Tags.RetryDelay] = delay.TotalSeconds }));

    /// <summary>Adds a tag that there may be no value for.</summary>
    public static void Add(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }

    private static async ValueTask<T> Traced<T>(
        string name, string? systemName, ActivityContext parent, IEnumerable<ActivityLink> links, Func<Activity?, ValueTask<T>> body)
    {
        using var span = Source.StartActivity(name, ActivityKind.Internal, parent, systemName is null ? [] : [new(Tags.SystemName, systemName)], links);
        try
        {
            return await body(span).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Fail(span, failure);
            throw;
        }
    }
}
