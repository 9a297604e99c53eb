using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>The two ids that a request may carry and every answer shows.</summary>
internal static class RequestIds
{
    private static readonly string[] Names = ["x-request-id", "x-correlation-id"];

    /// <summary>Echoes or makes the ids; false when one is not a UUID, which gets an empty answer.</summary>
    public static bool TryEcho(HttpContext http)
    {
        foreach (string name in Names)
        {
            string? given = http.Request.Headers[name];
            if (!string.IsNullOrEmpty(given) && !Guid.TryParseExact(given, "D", out _) && !Guid.TryParseExact(given, "N", out _))
            {
                Array.ForEach(Names, other => http.Response.Headers.Remove(other));
                return false;
            }

            http.Response.Headers[name] = string.IsNullOrEmpty(given) ? Guid.NewGuid().ToString("N") : given;
        }

        return true;
    }
}
