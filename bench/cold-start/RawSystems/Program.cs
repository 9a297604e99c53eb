// The request of "firecrest systems" and the names in its answer, with nothing but HttpClient and a token from a file.
using System.Net.Http.Headers;
using System.Text.Json;

using var http = new HttpClient();
using var request = new HttpRequestMessage(HttpMethod.Get, Environment.GetEnvironmentVariable("FIRECREST_URL") + "status/systems");
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(args[0]).Trim());
using var response = await http.SendAsync(request);
response.EnsureSuccessStatusCode();
using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
foreach (var system in answer.RootElement.GetProperty("systems").EnumerateArray())
{
    Console.WriteLine(system.GetProperty("name").GetString());
}
