using Firecrest.Client.Diagnostics;

namespace Firecrest.Client.Polling;

/// <summary>Counts and traces requests that answer several callers.</summary>
internal static class MergedLook
{
    public static Task<T> Send<TKey, TId, T>(MergedRequest<TKey, TId> request, string? systemName, Func<ValueTask<T>> ask)
    {
        if (request.Calls > 1)
        {
            FirecrestTelemetry.MergedPolls.Add(request.Calls - 1, systemName is null ? [] : [new(FirecrestTelemetry.Tags.SystemName, systemName)]);
        }

        return FirecrestTelemetry.Source.HasListeners() ? Traced(request, systemName, ask) : ask().AsTask();
    }

    private static Task<T> Traced<TKey, TId, T>(MergedRequest<TKey, TId> request, string? systemName, Func<ValueTask<T>> ask)
        => Tracing.Look(request.Callers, request.IsUserCall, systemName, span =>
        {
            span?.SetTag(FirecrestTelemetry.Tags.Polls, request.Calls);
            return ask();
        }).AsTask();
}
