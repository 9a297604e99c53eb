using System.Globalization;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Staging;
using Firecrest.Emulator.Tokens;
using Firecrest.Emulator.V1;
using Firecrest.Emulator.V1.Tasks;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>Answers all requests: what every route has in common, in the order of the real server.</summary>
internal sealed class ApiServer(
    FirecrestEmulatorOptions options,
    Scheduler scheduler,
    HealthBoard health,
    StagingServer staging,
    TokenEndpoint tokenEndpoint,
    TokenCheck tokens,
    TaskBoard tasks,
    V1Server older,
    IReadOnlyList<Route> routes)
{
    // The server does not tell its own version; every release sends this.
    private const string AppVersion = "2.x.x";

    public async Task Answer(HttpContext http)
    {
        if (http.Request.Path == TokenEndpoint.Path)
        {
            await tokenEndpoint.Answer(http).ConfigureAwait(false);
            return;
        }

        // A job or a task may put its file somewhere at this moment.
        scheduler.CatchUp();
        tasks.CatchUp();
        if (StagingServer.Serves(http.Request))
        {
            await staging.Answer(http).ConfigureAwait(false);
            return;
        }

        if (V1Server.Serves(http.Request))
        {
            await older.Answer(http).ConfigureAwait(false);
            return;
        }

        http.Response.Headers.Server = "uvicorn";
        // Older releases know no such ids.
        if (options.Release != EmulatedRelease.V24 && !RequestIds.TryEcho(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        double seconds = (options.TimeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        http.Response.Headers["f7t-timestamp"] = seconds.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["f7t-appversion"] = AppVersion;
        await AnswerRouted(http).ConfigureAwait(false);
    }

    private async Task AnswerRouted(HttpContext http)
    {
        Exchange? exchange = null;
        try
        {
            exchange = Find(http);
            if (exchange is not null)
            {
                await Prepare(exchange).ConfigureAwait(false);
                await exchange.Route.Answer(exchange).ConfigureAwait(false);
            }
        }
        catch (ApiError e)
        {
            await http.Response.WriteError(e, exchange?.User).ConfigureAwait(false);
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not OperationCanceledException)
        {
            await http.Response.WriteError(ApiError.Unhandled(e.Message), null).ConfigureAwait(false);
        }
    }

    // The route of the path, or null when the answer is a redirect that is already written.
    private Exchange? Find(HttpContext http)
    {
        string path = http.Request.Path.Value!.ToLowerInvariant();
        if (!path.StartsWith(options.PathBase, StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiError(404, "Not Found");
        }

        path = path[options.PathBase.Length..];
        string? allowed = null;
        foreach (Route route in routes)
        {
            if (route.Match(path) is { } values)
            {
                if (route.Method == http.Request.Method)
                {
                    return new Exchange(http, route, values);
                }

                allowed ??= route.Method;
            }
        }

        if (allowed is not null)
        {
            throw new ApiError(405, "Method Not Allowed") { Headers = [new("allow", allowed)] };
        }

        string other = path.EndsWith('/') ? path.TrimEnd('/') : path + "/";
        if (!routes.Any(route => route.Match(other) is not null))
        {
            throw new ApiError(404, "Not Found");
        }

        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{options.PathBase}{other}{http.Request.QueryString}";
        return null;
    }

    private async Task Prepare(Exchange exchange)
    {
        Route route = exchange.Route;
        HttpRequest request = exchange.Http.Request;
        if (route.Body == BodyKind.Json)
        {
            exchange.Body = await RequestBody.Read(request, exchange.Aborted).ConfigureAwait(false);
        }
        else if (route.Body == BodyKind.Form)
        {
            FormBody form = await FormBody.Read(request, options.MaxOpsFileSize, exchange.Aborted).ConfigureAwait(false);
            exchange.Upload = form.File("file");
        }

        if (route.NeedsToken)
        {
            exchange.User = tokens.UserOf(request.Headers.Authorization);
        }

        if (exchange.SystemName is { } system && !options.SystemNames.Contains(system))
        {
            throw new ApiError(404, "System not found");
        }

        health.Require(exchange.SystemName ?? "", route.Services);
        if (route.NamesFile)
        {
            exchange.Path = RequestedPath.Of(exchange);
            health.RequireFileSystem(exchange.SystemName!, exchange.Path);
        }
    }
}
