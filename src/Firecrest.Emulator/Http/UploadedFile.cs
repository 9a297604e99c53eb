using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Firecrest.Emulator.Http;

/// <summary>The part named <c>file</c> of a multipart form.</summary>
/// <param name="Name">The file name as the client wrote it, directories included.</param>
/// <param name="Content">The content, or null when it is larger than the limit.</param>
internal sealed record UploadedFile(string Name, byte[]? Content)
{
    private const int LongestBoundary = 200;

    /// <summary>Reads the form to its end; null when it has no such part.</summary>
    public static async Task<UploadedFile?> Read(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            await request.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return null;
        }

        UploadedFile? file = null;
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
        {
            Dictionary<string, string> parameters = Parameters(section.ContentDisposition ?? "");
            if (parameters.GetValueOrDefault("name") == "file" && parameters.TryGetValue("filename", out string? name))
            {
                file = new UploadedFile(name, await ReadContent(section.Body, limit, cancellationToken).ConfigureAwait(false));
            }
        }

        return file;
    }

    private static async Task<byte[]?> ReadContent(Stream body, int limit, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[81920];
        bool fits = true;
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            fits = fits && content.Length + count <= limit;
            if (fits)
            {
                content.Write(buffer, 0, count);
            }
        }

        return fits ? content.ToArray() : null;
    }

    // The name is taken as raw UTF-8; an encoded filename* wins over it.
    private static Dictionary<string, string> Parameters(string disposition)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string parameter in SplitOutsideQuotes(disposition).Skip(1))
        {
            string[] pair = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 2)
            {
                result[pair[0]] = pair[1] is ['"', .., '"'] quoted ? Unescape(quoted[1..^1]) : pair[1];
            }
        }

        if (result.TryGetValue("filename*", out string? encoded) && encoded.Split('\'', 3) is [_, _, var value])
        {
            result["filename"] = Uri.UnescapeDataString(value);
        }

        return result;
    }

    private static List<string> SplitOutsideQuotes(string text)
    {
        var parts = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ';' && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool escaped = text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '"';
            result.Append(text[escaped ? ++i : i]);
        }

        return result.ToString();
    }
}
