using Firecrest.Client;
using Firecrest.Client.V2;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>Operations of the API, by the names that the tables of tests have for them.</summary>
internal static class Operation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly SubmitJobRequest Job = new() { WorkingDirectory = "/home/me", Script = "#!/bin/sh\n", Name = "mine" };

    private static readonly JobDescription Description = JobDescription.FromScript("#!/bin/sh\n", "/home/me") with { Name = "mine" };

    private static readonly SubmitOptions AtOnce = new() { CheckWorkingDirectory = false };

    /// <summary>Calls one operation, and fails rather than hangs.</summary>
    public static Task Call(this Mode mode, FirecrestClient client, string operation) => Start(mode, client, operation).WaitAsync(Limit);

    /// <summary>What an error message says about the request of an operation.</summary>
    public static string Request(string operation) => operation switch
    {
        "systems" => "GET /status/systems",
        "userinfo" => "GET /status/s/userinfo",
        "jobs" => "GET /compute/s/jobs",
        "job" => "GET /compute/s/jobs/1",
        "metadata" => "GET /compute/s/jobs/1/metadata",
        "submit" or "job by helper" => "POST /compute/s/jobs",
        "ls" => "GET /filesystem/s/ops/ls",
        "stat" => "GET /filesystem/s/ops/stat",
        "head" => "GET /filesystem/s/ops/head",
        "rm" => "DELETE /filesystem/s/ops/rm",
        "attach" => "PUT /compute/s/jobs/1/attach",
        "mkdir" => "POST /filesystem/s/ops/mkdir",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    private static Task Start(Mode mode, FirecrestClient client, string operation) => operation switch
    {
        "systems" => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync()),
        "userinfo" => mode.Run(() => client.V2.Status.GetUserInfo("s"), () => client.V2.Status.GetUserInfoAsync("s")),
        "jobs" => mode.Run(() => client.V2.Compute.GetJobs("s"), () => client.V2.Compute.GetJobsAsync("s")),
        "job" => mode.Run(() => client.V2.Compute.GetJob("s", "1"), () => client.V2.Compute.GetJobAsync("s", "1")),
        "metadata" => mode.Run(() => client.V2.Compute.GetJobMetadata("s", "1"), () => client.V2.Compute.GetJobMetadataAsync("s", "1")),
        "submit" => mode.Run(() => client.V2.Compute.SubmitJob("s", Job), () => client.V2.Compute.SubmitJobAsync("s", Job)),
        "job by helper" => mode.Run(() => client.Submit("s", Description, AtOnce), () => client.SubmitAsync("s", Description, AtOnce)),
        "ls" => mode.Run(() => client.List("s", "/home"), () => client.ListAsync("s", "/home")),
        "stat" => mode.Run(() => client.Stat("s", "/home"), () => client.StatAsync("s", "/home")),
        "head" => mode.Run(() => client.Head("s", "/home/file"), () => client.HeadAsync("s", "/home/file")),
        "rm" => mode.Run(() => client.V2.Filesystem.Remove("s", "/home/old"), () => client.V2.Filesystem.RemoveAsync("s", "/home/old")),
        "attach" => mode.Run(() => client.V2.Compute.AttachToJob("s", "1", "true"), () => client.V2.Compute.AttachToJobAsync("s", "1", "true")),
        "mkdir" => mode.Run(() => client.V2.Filesystem.MakeDirectory("s", "/home/new"), () => client.V2.Filesystem.MakeDirectoryAsync("s", "/home/new")),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
