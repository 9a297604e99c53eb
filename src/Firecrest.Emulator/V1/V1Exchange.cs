using Firecrest.Emulator.Http;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1;

/// <summary>One request to a v1 service.</summary>
internal sealed class V1Exchange(HttpContext http, string user, IReadOnlyDictionary<string, string> pathValues)
{
    public HttpContext Http { get; } = http;

    public string User { get; } = user;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The form of the request; empty before it was read.</summary>
    public FormBody Form { get; set; } = new();

    /// <summary>The machine of the request, once it was looked at.</summary>
    public string Machine { get; set; } = "";

    /// <summary>How the machine is for this user.</summary>
    public MachineState State { get; set; }

    /// <summary>A named part of the path.</summary>
    public string this[string name] => pathValues[name];

    /// <summary>A parameter of the query; of several with one name the first counts.</summary>
    public string? Query(string name)
    {
        foreach (var pair in Http.Request.Query)
        {
            // The query collection ignores case, the server does not.
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                return pair.Value[0] ?? "";
            }
        }

        return null;
    }

    public bool Flag(string name) => IsTrue(Query(name));

    /// <summary>Every other word is false, and never an error.</summary>
    public static bool IsTrue(string? text) => text?.ToUpperInvariant() is "TRUE" or "YES" or "1";

    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
