using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Text;

namespace Firecrest.Testing;

/// <summary>One recorded exchange with a real server; Fixtures/README.md describes the files.</summary>
internal sealed class Fixture
{
    private const string Extension = ".http";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>What belongs to the recorded connection, not to the answer.</summary>
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "content-length", "date", "server", "transfer-encoding",
    };

    private Fixture(string text)
    {
        var (request, response) = Cut(text, "\n---\n");
        (var head, RequestBody) = Cut(request, "\n\n");
        (var start, RequestHeaders) = ReadHead(head);
        RequestMethod = start[0];
        RequestTarget = start[1];

        (head, Body) = Cut(response, "\n\n");
        (start, Headers) = ReadHead(head);
        StatusCode = int.Parse(start[1], CultureInfo.InvariantCulture);
        ReasonPhrase = start[2];
    }

    public string RequestMethod { get; }

    /// <summary>Path and query.</summary>
    public string RequestTarget { get; }

    public FixtureHeaders RequestHeaders { get; }

    public string RequestBody { get; }

    public int StatusCode { get; }

    public string ReasonPhrase { get; }

    public FixtureHeaders Headers { get; }

    public string Body { get; }

    /// <summary>Loads a fixture by its name, for example <c>v2/compute/job-by-id-running</c>.</summary>
    public static Fixture Load(string name) => new(File.ReadAllText(Path.Combine(Root, name + Extension)));

    /// <summary>The names of all fixtures that start with a prefix, in ordinal order.</summary>
    public static IReadOnlyList<string> All(string prefix)
        => [.. Directory.EnumerateFiles(Root, "*" + Extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file)[..^Extension.Length].Replace('\\', '/'))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage((HttpStatusCode)StatusCode)
        {
            ReasonPhrase = ReasonPhrase,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)),
        };
        foreach (var (name, value) in Headers.Where(header => !Skipped.Contains(header.Key)))
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static (string Before, string After) Cut(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..]);
    }

    private static (string[] StartLine, FixtureHeaders Headers) ReadHead(string head)
    {
        var lines = head.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => Cut(line, ":")).Select(pair => KeyValuePair.Create(pair.Before, pair.After.Trim()));
        return (lines[0].Split(' ', 3), new FixtureHeaders([.. headers]));
    }
}

/// <summary>Headers in their order; looked up by name they give the first value, whatever the case of the name.</summary>
internal sealed class FixtureHeaders(IList<KeyValuePair<string, string>> headers) : ReadOnlyCollection<KeyValuePair<string, string>>(headers)
{
    public string? this[string name] => this.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
