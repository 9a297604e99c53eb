using System.Net;

namespace Firecrest.Client.Http;

/// <summary>Reads what an object store says in XML, as far as it is needed.</summary>
internal static class StorageAnswer
{
    /// <summary>What a store says in an error is short.</summary>
    private const int Longest = 16 * 1024;

    /// <summary>True for a document that is an error, whatever the status says.</summary>
    public static bool IsError(string body)
    {
        var text = body.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (text.StartsWith("<?"))
        {
            text = text[(text.IndexOf("?>") + 2)..].TrimStart();
        }

        return text.StartsWith("<Error>") || text.StartsWith("<Error ");
    }

    /// <summary>The text of the first element of a name; empty when there is none.</summary>
    public static string Element(string body, string name)
    {
        var start = body.IndexOf($"<{name}>", StringComparison.Ordinal);
        var end = start < 0 ? -1 : body.IndexOf($"</{name}>", start, StringComparison.Ordinal);
        return end < 0 ? "" : WebUtility.HtmlDecode(body[(start + name.Length + 2)..end]);
    }

    public static async ValueTask<string> ReadText(HttpResponseMessage response, bool async, StallGuard guard)
    {
        var cancellationToken = guard.Token;
        var buffer = new byte[Longest];
        var length = 0;
        using var cut = async ? default : cancellationToken.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
        var body = async ? await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false) : response.Content.ReadAsStream(cancellationToken);
        while (length < buffer.Length)
        {
            var read = async ? await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) : body.Read(buffer.AsSpan(length));
            if (read == 0)
            {
                break;
            }

            length += read;
            guard.Touch();
        }

        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
