using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1;

/// <summary>The API gateway: it knows which methods a service has at all, and how often one may ask.</summary>
internal sealed class V1Gateway(FirecrestEmulatorOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["status"] = ["GET"],
        ["utilities"] = ["GET", "POST", "PUT", "DELETE"],
        ["compute"] = ["GET", "POST", "DELETE"],
        ["storage"] = ["GET", "POST"],
        ["tasks"] = ["GET"],
        ["reservations"] = ["GET", "POST", "PUT", "DELETE"],
    };

    private readonly Lock _lock = new();
    private DateTimeOffset? _last;

    /// <summary>The gateway's own answer; null when the request goes on to its service.</summary>
    public V1Answer? Answer(HttpRequest request, string path)
    {
        if (options.V1.HasGateway && !TryTakeTurn())
        {
            return V1Answer.Gateway(429, "message", "API rate limit exceeded") with
            {
                Headers = [("Retry-After", "1"), ("RateLimit-Limit", "1"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1")],
            };
        }

        string service = path.Split('/', 3)[1];
        return Methods.TryGetValue(service, out string[]? methods) && methods.Contains(request.Method)
            ? null
            : V1Answer.Gateway(400, "message", "Invalid");
    }

    private bool TryTakeTurn()
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        lock (_lock)
        {
            if (now - _last < Interval)
            {
                return false;
            }

            _last = now;
            return true;
        }
    }
}
