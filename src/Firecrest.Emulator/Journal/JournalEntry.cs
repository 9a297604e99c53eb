using System.Globalization;

namespace Firecrest.Emulator;

/// <summary>One request that an emulator received. Headers and bodies are not kept, since they may hold secrets.</summary>
public sealed class JournalEntry
{
    internal JournalEntry(DateTimeOffset time, string method, string path, string query, int? status = null)
    {
        Time = time;
        Method = method;
        Path = path;
        Query = query;
        Status = status;
    }

    /// <summary>When it arrived, on the clock of the emulator.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The method in capitals.</summary>
    public string Method { get; }

    /// <summary>The path, decoded, without <see cref="FirecrestEmulatorOptions.PathBase"/>; to v1 it begins with <c>/v1</c>.</summary>
    public string Path { get; }

    /// <summary>The query as it was sent, with its question mark and without the signature of a presigned address; empty without one.</summary>
    public string Query { get; }

    /// <summary>The status of the answer; null for a dropped connection, and as long as there is none.</summary>
    public int? Status { get; }

    /// <summary>The request and its status: <c>GET /status/systems 200</c>.</summary>
    public override string ToString() => $"{Method} {Path}{Query} {Status?.ToString(CultureInfo.InvariantCulture) ?? "-"}";

    internal JournalEntry Answered(int status) => new(Time, Method, Path, Query, status);
}
