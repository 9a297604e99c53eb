using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>One request to an operation and its answer.</summary>
internal sealed class Exchange(HttpContext http, Route route, IReadOnlyDictionary<string, string> pathValues)
{
    public HttpContext Http { get; } = http;

    public Route Route { get; } = route;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The name in the token; null before the token was checked.</summary>
    public string? User { get; set; }

    /// <summary>The body of an operation whose <see cref="Route.Body"/> is JSON.</summary>
    public RequestBody? Body { get; set; }

    /// <summary>The uploaded file of an operation whose <see cref="Route.Body"/> is a form.</summary>
    public UploadedFile? Upload { get; set; }

    /// <summary>The remote path that <see cref="Route.NamesFile"/> stands for.</summary>
    public string Path { get; set; } = "";

    public QueryReader Query { get; } = new(http.Request);

    /// <summary>A named part of the path, in lower case.</summary>
    public string this[string name] => pathValues[name];

    /// <summary>The system of the path, or null for the operations that have none.</summary>
    public string? SystemName => pathValues.GetValueOrDefault("system");

    public Task Answer<T>(int status, T body, JsonTypeInfo<T> type) => Http.Response.WriteJson(status, body, type);

    public Task AnswerNothing()
    {
        Http.Response.StatusCode = StatusCodes.Status204NoContent;
        Http.Response.ContentType = "application/json";
        return Task.CompletedTask;
    }
}
