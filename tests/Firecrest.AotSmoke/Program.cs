// Published with Native AOT and run: the client and the emulator without a just-in-time compiler, in both modes.
using System.Runtime.CompilerServices;
using Firecrest.Client;
using Firecrest.Emulator;

if (RuntimeFeature.IsDynamicCodeSupported)
{
    Console.Error.WriteLine("This program is not published with Native AOT, so it proves nothing.");
    return 2;
}

await using var hpc = await FirecrestEmulator.StartAsync();
using var client = hpc.CreateClient();
var (system, home) = (hpc.SystemName, hpc.HomeDirectory);

client.Upload(system, new MemoryStream("from a file\n"u8.ToArray()), $"{home}/input.txt");
var job = client.Submit(system, JobDescription.FromScript("#!/bin/bash\ncat input.txt\necho wrong >&2\nexit 3\n", home) with { StandardError = "%j.err" });
var done = job.WaitForCompletion();
Check(done is { State.Name: "FAILED", ExitCode: 3 }, $"the job failed as it should: {done}");
Check(job.GetOutput() == "from a file\n", "the job's output arrived");
Check(await job.GetErrorAsync() == "wrong\n", "the job's error output arrived");
Check((await client.ListAsync(system, home)).Any(entry => entry.Name == "input.txt"), "the directory lists the upload");
Check((await client.PollAsync(system, [job.JobId])).Single().JobId == job.JobId, "the job is found");

try
{
    await client.StatAsync(system, $"{home}/nothing");
    Check(false, "a missing file is an error");
}
catch (FirecrestNotFoundException exception)
{
    Check(exception.ServerMessage.Contains("No such file", StringComparison.Ordinal), exception.Message);
}

Console.WriteLine("Native AOT: all checks passed.");
return 0;

static void Check(bool condition, string what)
{
    if (!condition)
    {
        throw new InvalidOperationException($"Not so: {what}");
    }
}
