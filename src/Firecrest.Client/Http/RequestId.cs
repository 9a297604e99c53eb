using System.Diagnostics;

namespace Firecrest.Client.Http;

/// <summary>The id that a request carries to the server's log.</summary>
/// <remarks>A UUID with or without dashes; the server answers 400 without a word to anything else. The id of a W3C trace has that form.</remarks>
internal static class RequestId
{
    public const string Header = "X-Request-ID";

    public static string Create()
        => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : Guid.NewGuid().ToString("N");
}
