using System.Globalization;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Staging;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>What every request passes first: the check of its host, the journal and the faults.</summary>
internal sealed class FrontDoor(FirecrestEmulatorOptions options, RequestJournal journal, FaultRules faults, RequestDelegate server)
{
    public async Task Answer(HttpContext http)
    {
        string path = PathOf(http.Request);
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        var entry = new JournalEntry(now, http.Request.Method, path, UrlSigner.WithoutSignature(http.Request.QueryString.Value ?? ""));
        journal.Add(entry);
        http.Response.OnStarting(() =>
        {
            // Also called for an answer that can never be sent.
            if (!FaultyAnswers.IsDropped(http))
            {
                journal.Answered(entry, http.Response.StatusCode);
            }

            return Task.CompletedTask;
        });
        // On the clock that all other times of the answer are on.
        http.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        if (!IsLoopback(http.Request.Host.Host))
        {
            await http.Response.WriteBytes(400, "text/plain", "The emulator answers requests to loopback host names only."u8.ToArray()).ConfigureAwait(false);
            return;
        }

        await (faults.Take(http.Request, path) is { } fault ? fault(http, server) : server(http)).ConfigureAwait(false);
    }

    private string PathOf(HttpRequest request)
    {
        string path = request.Path.Value!;
        return path.StartsWith(options.PathBase + "/", StringComparison.OrdinalIgnoreCase) ? path[options.PathBase.Length..] : path;
    }

    private static bool IsLoopback(string host) => host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
