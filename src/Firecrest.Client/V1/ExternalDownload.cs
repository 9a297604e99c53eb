using System.Diagnostics;
using System.Text.Json;

namespace Firecrest.Client.V1;

/// <summary>A file that lies in the object store, to be fetched from there.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ExternalDownload
{
    internal ExternalDownload(Uri address) => Address = address;

    /// <summary>
    /// The link, https or to this machine. It works without a token, and must be asked for without one, until it expires after some days: keep it secret.
    /// </summary>
    public Uri Address { get; }

    /// <summary>Reads the link from a task that is <see cref="TaskState.Staged"/>.</summary>
    /// <exception cref="FirecrestException">The task holds no link, or one that is not encrypted.</exception>
    public static ExternalDownload From(TaskInfo task) => Read(task, allowInsecureHttp: false);

    /// <summary>The request that fetches the file, to be sent by an <see cref="HttpClient"/> that adds no token of its own.</summary>
    public HttpRequestMessage CreateRequest() => new(HttpMethod.Get, Address);

    /// <summary>The host of the object store; the rest of the link is secret.</summary>
    public override string ToString() => $"a file at {Address.Host}";

    internal static ExternalDownload Read(TaskInfo task, bool allowInsecureHttp)
    {
        ArgumentNullException.ThrowIfNull(task);

        // Servers up to 1.13 send nothing but the link.
        var link = task.Data.ValueKind == JsonValueKind.Object && task.Data.TryGetProperty("url", out var url) ? url : task.Data;
        return new(StagingAddress.Check(link.ValueKind == JsonValueKind.String ? link.GetString() : null, task, allowInsecureHttp));
    }
}
