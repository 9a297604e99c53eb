using System.Net.Http.Headers;
using System.Text;

namespace Firecrest.Client.Http;

/// <summary>The fields of a form, and the file in it if there is one; fields that are null are left out.</summary>
internal sealed class FormBody
{
    private readonly List<KeyValuePair<string, string>> _fields = [];
    private FormFile? _file;

    public FormBody Add(string name, string? value)
    {
        if (value is not null)
        {
            _fields.Add(new(name, value));
        }

        return this;
    }

    /// <summary>Adds a flag only when it is set: every flag of the API is false by default, and some count as set whatever their value.</summary>
    public FormBody AddFlag(string name, bool value) => Add(name, value ? "true" : null);

    /// <summary>Adds the file; what opens it is called for each attempt.</summary>
    public FormBody AddFile(string fieldName, string fileName, Func<Stream> open)
    {
        _file = new(fieldName, fileName, open);
        return this;
    }

    /// <summary>Makes the content: multipart with a file, else as short as a query.</summary>
    public HttpContent Create() => _file is null ? new FormUrlEncodedContent(_fields) : CreateMultipart(_file);

    private MultipartFormDataContent CreateMultipart(FormFile file)
    {
        var form = new MultipartFormDataContent { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        foreach (var (name, value) in _fields)
        {
            form.Add(Part(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), $"name=\"{name}\""));
        }

        var part = new StreamContent(file.Open());
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(Part(part, $"name=\"{file.FieldName}\"; filename=\"{file.Name.Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        return form;
    }

    /// <summary>Written by hand, as UTF-8: .NET would encode other than ASCII names as <c>=?utf-8?B?...?=</c>, and the server would use that as the name.</summary>
    private static HttpContent Part(HttpContent content, string parameters)
    {
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; {parameters}");
        return content;
    }

    private sealed record FormFile(string FieldName, string Name, Func<Stream> Open);
}
