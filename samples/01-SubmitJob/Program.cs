// Submits job.sh, follows it, and prints what it printed. Exit code 1 when the job did not complete.
// Runs against the server named by the environment, or against an emulator in this process when nothing is named.
using Firecrest.Client;
using Firecrest.Emulator;

string[] names = ["FIRECREST_URL", "FIRECREST_CLIENT_ID", "FIRECREST_CLIENT_SECRET", "AUTH_TOKEN_URL", "FIRECREST_SYSTEM"];
string?[] values = [.. names.Select(Environment.GetEnvironmentVariable)];
if (values.Any(value => value is not null) && values.Any(string.IsNullOrEmpty))
{
    Console.Error.WriteLine($"Set all of {string.Join(", ", names)}, or none of them to use the emulator.");
    return 2;
}

await using var emulator = values[0] is null ? await FirecrestEmulator.StartAsync() : null;
if (emulator is not null)
{
    Console.WriteLine($"No FIRECREST_URL is set: started an emulator at {emulator.BaseAddress}");
}

using var client = emulator?.CreateClient()
    ?? new FirecrestClient(new Uri(values[0]!), new ClientCredentialsAuth(values[1]!, values[2]!, new Uri(values[3]!)));
var systemName = emulator?.SystemName ?? values[4]!;

var systems = await client.GetSystemsAsync();
var system = systems.FirstOrDefault(s => s.Name == systemName);
if (system is not { IsHealthy: true })
{
    Console.Error.WriteLine($"{systemName} is not available. The server's systems: {string.Join("; ", systems)}");
    return 1;
}

var user = await client.V2.Status.GetUserInfoAsync(systemName);
var home = $"{system.FileSystems.First(f => f.IsDefaultWorkDirectory).Path}/{user.User.Name}";

var script = Path.Combine(AppContext.BaseDirectory, "job.sh");
var job = await client.SubmitAsync(systemName, JobDescription.FromScriptFile(script, workingDirectory: home));
Console.WriteLine($"Submitted job {job}");

var done = await job.WaitForCompletionAsync(new WaitOptions { StateChanged = seen => Console.WriteLine($"  {seen.State}") });

var paths = await job.GetOutputPathsAsync();
foreach (var path in new[] { paths.StandardOutput, paths.StandardError })
{
    Console.WriteLine($"--- {path}");
    Console.Write(await client.HeadAsync(systemName, path));
}

Console.WriteLine($"Job {job} ended {done.State} after {done.Elapsed}");
return done.State.IsSuccess ? 0 : 1;
