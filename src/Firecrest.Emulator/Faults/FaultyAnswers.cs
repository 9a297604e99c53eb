using System.Text;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Faults;

/// <summary>Answers that the server did not mean to give.</summary>
internal static class FaultyAnswers
{
    private static readonly object Dropped = new();

    /// <summary>Breaks the connection, so that there is no answer.</summary>
    public static void Drop(HttpContext http)
    {
        http.Items[Dropped] = true;
        http.Abort();
    }

    public static bool IsDropped(HttpContext http) => http.Items.ContainsKey(Dropped);

    /// <summary>Has the request handled and keeps the body of the answer back, so that nothing is sent.</summary>
    public static async Task<byte[]> Hold(HttpContext http, RequestDelegate handle)
    {
        Stream sent = http.Response.Body;
        using var held = new MemoryStream();
        http.Response.Body = held;
        try
        {
            await handle(http).ConfigureAwait(false);
        }
        finally
        {
            http.Response.Body = sent;
        }

        return held.ToArray();
    }

    public static async Task Write(HttpResponse response, int status, string body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        response.StatusCode = status;
        if (bytes.Length > 0)
        {
            response.ContentType = body.TrimStart().StartsWith('<') ? "text/html" : "application/json";
        }

        foreach ((string name, string value) in headers)
        {
            response.Headers[name] = value;
        }

        if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
