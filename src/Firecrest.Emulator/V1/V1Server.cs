using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1;

/// <summary>Answers the requests to the older generation of the API, which has a path of its own on the same port.</summary>
internal sealed class V1Server(V1Gateway gateway, V1Authentication authentication, StatusCache cache, IReadOnlyList<V1Route> routes)
{
    /// <summary>What the paths of all requests begin with.</summary>
    public const string PathBase = "/v1";

    public static bool Serves(HttpRequest request) => request.Path.StartsWithSegments(PathBase, StringComparison.OrdinalIgnoreCase);

    public async Task Answer(HttpContext http)
    {
        V1Answer answer;
        try
        {
            string path = http.Request.Path.Value![PathBase.Length..];
            answer = gateway.Answer(http.Request, path.Length == 0 ? "/" : path) ?? await AnswerRouted(http, path).ConfigureAwait(false);
        }
        catch (V1Refusal e)
        {
            answer = e.Answer;
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not OperationCanceledException)
        {
            answer = HtmlPages.InternalError;
        }

        await http.Response.WriteAnswer(answer).ConfigureAwait(false);
    }

    private async Task<V1Answer> AnswerRouted(HttpContext http, string path)
    {
        // These two have a slash of the gateway behind them.
        path = path is "/tasks/" or "/reservations/" ? path.TrimEnd('/') : path;
        string? allowed = null;
        foreach (V1Route route in routes)
        {
            if (route.Match(path) is { } values)
            {
                if (route.Method == http.Request.Method)
                {
                    string user = authentication.UserOf(http.Request);
                    return await cache.Answer(http.Request, path, () => route.Answer(new V1Exchange(http, user, values))).ConfigureAwait(false);
                }

                allowed ??= route.Method == "GET" ? "HEAD, GET, OPTIONS" : route.Method + ", OPTIONS";
            }
        }

        return allowed is null ? HtmlPages.NotFound : HtmlPages.WrongMethod(allowed);
    }
}
