using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Firecrest.Emulator.Http;

/// <summary>The fields and files of a form, in either of its two encodings.</summary>
internal sealed class FormBody
{
    private const int LongestBoundary = 200;

    private readonly Dictionary<string, string> _fields = [];
    private readonly Dictionary<string, UploadedFile> _files = [];

    /// <summary>The value of a field, or null.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Whether a file was too large to be kept.</summary>
    public bool HasTooLargeFile => _files.Values.Any(file => file.Content is null);

    /// <summary>A part with a file name, or null.</summary>
    public UploadedFile? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>Reads the body to its end; it has nothing when it is no form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The largest part that is kept, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FormBody> Read(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var form = new FormBody();
        MediaTypeHeaderValue? type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? given) ? given : null;
        if (Boundary(type) is { } boundary)
        {
            await form.ReadParts(new MultipartReader(boundary, request.Body), limit, cancellationToken).ConfigureAwait(false);
        }
        else if (type?.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            string text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            foreach ((string name, StringValues values) in QueryHelpers.ParseQuery("?" + text))
            {
                form._fields[name] = values[0] ?? "";
            }
        }
        else
        {
            await request.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return form;
    }

    /// <summary>The boundary of a multipart form; null for everything else.</summary>
    public static string? Boundary(MediaTypeHeaderValue? type)
        => type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary ? boundary : null;

    private async Task ReadParts(MultipartReader reader, int limit, CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
        {
            Dictionary<string, string> parameters = PartHeader.Parameters(section.ContentDisposition ?? "");
            byte[]? content = await ReadContent(section.Body, limit, cancellationToken).ConfigureAwait(false);
            string name = parameters.GetValueOrDefault("name") ?? "";
            if (parameters.TryGetValue("filename", out string? fileName))
            {
                _files[name] = new UploadedFile(fileName, content);
            }
            else
            {
                _fields.TryAdd(name, Encoding.UTF8.GetString(content ?? []));
            }
        }
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
}
