using System.Buffers;
using System.Text.Json;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

/// <summary>What the requests of FirecREST v1 have in common.</summary>
internal static class V1Call
{
    /// <summary>What the server refuses in any text of a user's, since it comes near a shell.</summary>
    private static readonly SearchValues<char> Refused = SearchValues.Create("<>|;\"'&\\()`");

    /// <summary>The headers of an operation on a machine.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> On(string systemName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        return systemName.All(c => c is > ' ' and <= '~')
            ? [new(SystemHeader.Name, systemName)]
            : throw new ArgumentException($"'{systemName}' cannot be the name of a system; it may have printable characters of ASCII only.", nameof(systemName));
    }

    public static string Path(RemotePath path, string parameterName) => Text(path.ForRequest(parameterName), parameterName)!;

    /// <summary>A text as the server takes it; null when there is none.</summary>
    public static string? Text(string? text, string parameterName)
    {
        if (text is null)
        {
            return null;
        }

        ArgumentException.ThrowIfNullOrEmpty(text, parameterName);
        var at = text.AsSpan().IndexOfAny(Refused);
        return at >= 0 ? throw new ArgumentException($"{parameterName} '{text}' contains {text[at]}, which FirecREST v1 refuses in any text. Rename it.", parameterName)
            : text.Any(char.IsControl) ? throw new ArgumentException($"{parameterName} contains a control character, which FirecREST v1 refuses.", parameterName)
            : text;
    }

    /// <summary>Reads the answer of an operation that creates a task.</summary>
    public static BodyReader<TaskTicket<T>> Ticket<T>(Func<TaskInfo, T> read)
        => body => JsonBody.Read(body, V1Json.Default.CreatedTaskAnswer).TaskId is { Length: > 0 } id
            ? new TaskTicket<T>(id, read)
            : throw new JsonException("the server created a task but did not say its task_id");
}
