using System.Diagnostics;
using Firecrest.Client;

namespace Firecrest.Probe;

/// <summary>Makes synchronous calls while not one thread of the pool is free, and prints a line for each.</summary>
internal static class StarvedCalls
{
    /// <summary>The exit code when a call hangs.</summary>
    private const int Hung = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Larger than the buffers of a connection, so that the sender has to wait for the receiver.</summary>
    private static readonly byte[] Content = new byte[2_000_000];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void Run(Site site)
    {
        using var finished = new ManualResetEventSlim();
        new Thread(() => Watch(finished)) { IsBackground = true }.Start();
        using var flaky = new UnhealthyOnce();
        using var http = new HttpClient(flaky) { Timeout = Timeout.InfiniteTimeSpan };
        var renewing = new RenewingAuth(site.Authorization);
        using var client = new FirecrestClient(site.Address, renewing);
        using var retrying = new FirecrestClient(site.Address, site.Authorization, new() { HttpClient = http, Retry = new() { BaseDelay = Pause } });

        // The runtime opens connections on the pool, so both clients open theirs before; a token request goes first and leaves its own.
        client.GetSystems();
        retrying.GetSystems();
        Stage(client, site.SystemName, "/home/fireuser");

        using var pool = new StarvedPool();
        Call(client, renewing, site.SystemName);
        flaky.Arm();
        var started = Stopwatch.GetTimestamp();
        Say("retry", $"{retrying.GetSystems()[0].Name}, {(Stopwatch.GetElapsedTime(started) >= Pause / 2 ? "after a pause" : "at once")}");
        Say("pool", pool.IsStarved ? "starved" : "running");
        finished.Set();
    }

    private static void Call(FirecrestClient client, RenewingAuth renewing, string system)
    {
        var requestsBefore = renewing.Requests;
        Say("get", client.GetSystems()[0].Name);
        Say("token requests", $"{renewing.Requests - requestsBefore}");

        var home = $"/home/{client.V2.Status.GetUserInfo(system).User.Name}";
        client.MakeDirectory(system, $"{home}/starved", createParents: true);
        Say("post", "directory made");

        client.Upload(system, new MemoryStream(Content), $"{home}/starved/data");
        var back = new MemoryStream();
        client.Download(system, $"{home}/starved/data", back);
        Say("upload and download", $"{back.Length} bytes");

        Say("through the object store", $"{Stage(client, system, $"{home}/starved")} bytes");

        var job = client.Submit(system, JobDescription.FromScript("#!/bin/bash\necho done\n", home));
        var ended = job.WaitForCompletion(new WaitOptions { Schedule = PollSchedule.Every(Pause) });
        Say("wait", ended.State.ToString());
        Say("poll", $"{client.Poll(system, [job.JobId]).Count} job");
    }

    private static long Stage(FirecrestClient client, string system, RemotePath directory)
    {
        var options = new TransferOptions { Method = TransferMethod.S3, Concurrency = 1, PartSize = 512 * 1024, Wait = new WaitOptions { Schedule = PollSchedule.Every(Pause) } };
        client.Upload(system, new MemoryStream(Content), directory / "staged", options);
        var back = new MemoryStream();
        client.Download(system, directory / "staged", back, options);
        return back.Length;
    }

    private static void Say(string call, string result) => Console.WriteLine($"{call}: {result}");

    private static void Watch(ManualResetEventSlim finished)
    {
        if (!finished.Wait(Limit))
        {
            Console.Error.WriteLine($"A call hangs: nothing happened for {Limit:c}.");
            Environment.Exit(Hung);
        }
    }
}
