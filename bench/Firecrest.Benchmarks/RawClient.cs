using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.Tests.Budgets;

namespace Firecrest.Benchmarks;

/// <summary>The least that anybody could write: an <see cref="HttpClient"/> and source-generated JSON.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public async Task<T> Get<T>(string path, JsonTypeInfo<T> type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request, type);
    }

    public async Task<RawSubmitAnswer> Submit(RawSubmitBody job)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "compute/daint/jobs")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(job, RawJson.Default.RawSubmitBody)) { Headers = { ContentType = new("application/json") } },
        };
        return await Send(request, RawJson.Default.RawSubmitAnswer);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Send<T>(HttpRequestMessage request, JsonTypeInfo<T> type)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "raw/1.0");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer test-token");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        return (await JsonSerializer.DeserializeAsync(body, type))!;
    }
}
