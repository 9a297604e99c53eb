// The README's example, and several jobs at once, in a project that knows the packages only, against the server that the environment names.
using Firecrest.Client;

var (url, clientId, clientSecret, tokenUrl) = (Read("FIRECREST_URL"), Read("FIRECREST_CLIENT_ID"), Read("FIRECREST_CLIENT_SECRET"), Read("AUTH_TOKEN_URL"));
var jobScript = Path.Combine(Path.GetTempPath(), $"firecrest-consumer-{Environment.ProcessId}.sh");
File.WriteAllText(jobScript, "#!/bin/bash\necho the answer is 42\n");

try
{
    using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

    JobHandle job = client.Submit(Read("FIRECREST_SYSTEM"), JobDescription.FromScriptFile(jobScript, workingDirectory: "/scratch/fireuser"));
    JobInfo done = job.WaitForCompletion();
    Console.WriteLine($"{job} ended {done.State} on .NET {Environment.Version}, built for {AppContext.TargetFrameworkName}");
    Console.WriteLine(job.GetOutput());

    using var many = new AsyncFirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

    var jobs = new List<JobHandle>();
    await foreach (var result in many.SubmitManyAsync(job.SystemName, Enumerable.Repeat(JobDescription.FromScriptFile(jobScript, "/scratch/fireuser"), 3)))
    {
        jobs.Add(result.EnsureSubmitted());
    }

    var ended = await many.WhenAll(jobs);
    Console.WriteLine($"{ended.Count(info => info.State.IsSuccess)} of {jobs.Count} more jobs succeeded");
}
finally
{
    File.Delete(jobScript);
}

static string Read(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
