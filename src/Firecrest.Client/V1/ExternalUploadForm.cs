using System.Diagnostics;
using System.Text.Json;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1;

/// <summary>How to send a file to the object store, from which the system fetches it.</summary>
/// <remarks>
/// The server also sends a command line for this, which is never run. What is sent is made of the parts that it names: a form with the file last (S3 with
/// signatures of version 4, Swift) or the bare file (S3 with version 2).
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ExternalUploadForm
{
    private readonly Uri _address;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _fields;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;
    private readonly string _fileName;

    private ExternalUploadForm(HttpMethod method, Uri address, string fileName, WireUploadForm form)
    {
        Method = method;
        _address = address;
        _fileName = fileName;
        _fields = Texts(form.Data);
        _headers = Texts(form.Headers);
    }

    /// <summary>POST for a form, PUT for the bare file.</summary>
    public HttpMethod Method { get; }

    /// <summary>The host of the object store.</summary>
    public string Host => _address.Host;

    /// <summary>The whole address, with its query: a secret.</summary>
    internal Uri Address => _address;

    /// <summary>The fields of the form before the file: secrets. None for a bare file.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    internal IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Reads the form from a task that is <see cref="TaskState.FormReady"/>.</summary>
    /// <exception cref="FirecrestException">The task holds no form, or one for an object store that is not reached by encryption.</exception>
    /// <exception cref="FirecrestNotSupportedException">The form asks for something else than a form or a file.</exception>
    public static ExternalUploadForm From(TaskInfo task) => Read(task, allowInsecureHttp: false);

    /// <summary>The request that sends the file, to be sent by an <see cref="HttpClient"/> that adds no token of its own.</summary>
    /// <param name="content">The file, from its position on; it must tell its length. The request closes it.</param>
    public HttpRequestMessage CreateRequest(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var request = new HttpRequestMessage(Method, _address) { Content = Method == HttpMethod.Post ? CreateForm(content) : new StreamContent(content) };
        foreach (var (name, value) in _headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>The method and the host; the rest is secret.</summary>
    public override string ToString() => $"{Method} to {Host}";

    internal static ExternalUploadForm Read(TaskInfo task, bool allowInsecureHttp)
    {
        ArgumentNullException.ThrowIfNull(task);
        var form = Parameters(task.Data) ?? throw new FirecrestException($"{task} holds no form for an upload; it does while its state is {TaskState.FormReady}.");
        HttpMethod? method = form.Method switch { "POST" => HttpMethod.Post, "PUT" => HttpMethod.Put, _ => null };
        if (method is null || HasContent(form.Json))
        {
            throw new FirecrestNotSupportedException($"The object store is to get the file by {(HasContent(form.Json) ? "JSON" : $"method '{form.Method}'")}, which this version of Firecrest.Client does not know.");
        }

        var query = new UrlQuery();
        foreach (var (name, value) in Texts(form.Params))
        {
            query.Add(Uri.EscapeDataString(name), value);
        }

        var address = new UriBuilder(StagingAddress.Check(form.Url, task, allowInsecureHttp));
        address.Query = string.Join('&', new[] { address.Query.TrimStart('?'), query.ToString().TrimStart('?') }.Where(part => part.Length > 0));
        return new(method, address.Uri, FileName(task.Data), form);
    }

    private HttpContent CreateForm(Stream content)
    {
        var form = new FormBody();
        foreach (var (name, value) in _fields)
        {
            form.Add(name, value);
        }

        return form.AddFile("file", _fileName, () => content).Create();
    }

    private static WireUploadForm? Parameters(JsonElement data)
        => data.ValueKind == JsonValueKind.Object && data.TryGetProperty("msg", out var message)
            && message.ValueKind == JsonValueKind.Object && message.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object
            ? parameters.Deserialize(UtilitiesJson.Default.WireUploadForm)
            : null;

    private static string FileName(JsonElement data)
        => data.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String && source.GetString() is { Length: > 0 } name ? name[(name.LastIndexOf('/') + 1)..] : "file";

    private static bool HasContent(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(),
        JsonValueKind.Array => json.EnumerateArray().Any(),
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        _ => true,
    };

    /// <summary>Numbers are as good as texts here.</summary>
    private static KeyValuePair<string, string>[] Texts(IReadOnlyDictionary<string, JsonElement>? members)
        => [.. (members ?? new Dictionary<string, JsonElement>()).Where(member => member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .Select(member => KeyValuePair.Create(member.Key, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()))];
}
