using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1;

/// <summary>Keeps the answers of the status service, refusals too, for everybody who asks for the same path.</summary>
internal sealed class StatusCache(FirecrestEmulatorOptions options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(960);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (V1Answer Answer, DateTimeOffset Until)> _kept = [];

    public async Task<V1Answer> Answer(HttpRequest request, string path, Func<Task<V1Answer>> ask)
    {
        if (!path.StartsWith("/status/", StringComparison.Ordinal))
        {
            return await ask().ConfigureAwait(false);
        }

        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        if (!request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase) && Find(path, now) is { } kept)
        {
            return kept;
        }

        V1Answer answer = await ask().ConfigureAwait(false);
        lock (_lock)
        {
            _kept[path] = (answer, now + Lifetime);
        }

        return answer;
    }

    private V1Answer? Find(string path, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _kept.TryGetValue(path, out var kept) && now < kept.Until ? kept.Answer : null;
        }
    }
}
