using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests;

/// <summary>A helper that is said to rest on an operation sends it, to each release: each is called, and an emulator's journal tells.</summary>
public sealed class DocumentedHelpers
{
    private const string Daint = "daint";
    private static readonly WaitOptions Soon = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)) };
    private static readonly TransferOptions Staged = new() { Method = TransferMethod.S3, Wait = Soon };
    private static readonly RemotePath Home = "/home/me";

    private static readonly Dictionary<string, Action<FirecrestClient>> Calls = new()
    {
        ["GetSystems"] = client => client.GetSystems(),
        ["GetSystem"] = client => client.GetSystem(Daint),
        ["GetNodes"] = client => client.GetNodes(Daint),
        ["GetReservations"] = client => client.GetReservations(Daint),
        ["GetPartitions"] = client => client.GetPartitions(Daint),
        ["GetUserInfo"] = client => client.GetUserInfo(Daint),
        ["CheckLiveness"] = client => client.CheckLiveness(),
        ["Submit"] = client => Submit(client),
        ["Poll"] = client => _ = (client.Poll(Daint), client.Poll(Daint, [Submit(client).JobId])),
        ["PollActive"] = client => _ = (client.PollActive(Daint), client.PollActive(Daint, [Submit(client).JobId])),
        ["GetJobs"] = client => client.GetJobs(Daint, new() { Name = "x" }),
        ["Cancel"] = client => client.Cancel(Daint, Submit(client).JobId),
        ["JobHandle.Describe"] = client => Submit(client).Describe(),
        ["JobHandle.WaitForCompletion"] = client => Submit(client).WaitForCompletion(Soon),
        ["JobHandle.WaitUntilRunning"] = client => Submit(client).WaitUntilRunning(Soon),
        ["JobHandle.WaitFor"] = client => Submit(client).WaitFor(job => job.State.IsTerminal, Soon),
        ["JobHandle.Attach"] = client => Attach(client),
        ["JobHandle.Cancel"] = client => Submit(client).Cancel(),
        ["JobHandle.GetOutputPaths"] = client => Ended(client).GetOutputPaths(),
        ["JobHandle.GetOutput"] = client => Ended(client).GetOutput(),
        ["JobHandle.GetError"] = client => Ended(client).GetError(),
        ["JobHandle.FollowOutput"] = client => Ended(client).FollowOutput(new() { DrainTime = TimeSpan.Zero }).ToList(),
        ["List"] = client => client.List(Daint, Home),
        ["Head"] = client => client.Head(Daint, Home / "small"),
        ["Tail"] = client => client.Tail(Daint, Home / "small"),
        ["View"] = client => _ = (client.View(Daint, Home / "small"), client.View(Daint, Home / "large")),
        ["OpenRead"] = client => _ = (client.OpenRead(Daint, Home / "small"), client.OpenRead(Daint, Home / "large").ReadByte()),
        ["Stat"] = client => client.Stat(Daint, Home),
        ["Exists"] = client => client.Exists(Daint, Home),
        ["Checksum"] = client => client.Checksum(Daint, Home / "small"),
        ["GetFileType"] = client => client.GetFileType(Daint, Home / "small"),
        ["ChangeMode"] = client => client.ChangeMode(Daint, Home / "small", UnixFileMode.UserRead),
        ["ChangeOwner"] = client => client.ChangeOwner(Daint, Home / "small", "me"),
        ["MakeDirectory"] = client => client.MakeDirectory(Daint, Home / "new"),
        ["CreateSymbolicLink"] = client => client.CreateSymbolicLink(Daint, Home / "small", Home / "link"),
        ["Upload"] = client =>
        {
            client.Upload(Daint, new MemoryStream([1]), Home / "uploaded");
            client.Upload(Daint, new MemoryStream([1]), Home / "staged", Staged);
        },
        ["StartUpload"] = client => StartUpload(client),
        ["Download"] = client =>
        {
            client.Download(Daint, Home / "small", Stream.Null);
            client.Download(Daint, Home / "small", Stream.Null, Staged);
        },
        ["StartDownload"] = client => client.StartDownload(Daint, Home / "small", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), Staged),
        ["TransferHandle.Complete"] = client => StartUpload(client).Complete(),
        ["TransferHandle.Cancel"] = client => StartUpload(client).Cancel(),
        ["Move"] = client => client.Move(Daint, Home / "small", Home / "moved", new() { Wait = Soon }),
        ["StartMove"] = client => client.StartMove(Daint, Home / "small", Home / "moved"),
        ["Copy"] = client => client.Copy(Daint, Home / "small", Home / "copied", new() { Wait = Soon }),
        ["StartCopy"] = client => client.StartCopy(Daint, Home / "small", Home / "copied"),
        ["Delete"] = client =>
        {
            client.Delete(Daint, Home / "small");
            client.Delete(Daint, Home / "large", new() { AsJob = true, Wait = Soon });
        },
        ["StartDelete"] = client => client.StartDelete(Daint, Home / "small"),
        ["Compress"] = client =>
        {
            client.Compress(Daint, Home / "folder", Home / "direct.tar.gz");
            client.Compress(Daint, Home / "folder", Home / "job.tar.gz", new() { AsJob = true, Wait = Soon });
        },
        ["StartCompress"] = client => client.StartCompress(Daint, Home / "folder", Home / "job.tar.gz"),
        ["Extract"] = client =>
        {
            client.Compress(Daint, Home / "folder", Home / "some.tar.gz");
            client.Extract(Daint, Home / "some.tar.gz", Home);
            client.Extract(Daint, Home / "some.tar.gz", Home, new() { AsJob = true, Wait = Soon });
        },
        ["StartExtract"] = client =>
        {
            client.Compress(Daint, Home / "folder", Home / "some.tar.gz");
            client.StartExtract(Daint, Home / "some.tar.gz", Home);
        },
        ["TransferJobHandle.WaitForCompletion"] = client => client.StartCopy(Daint, Home / "small", Home / "copied").WaitForCompletion(Soon),
    };

    public static MatrixTheoryData<string, EmulatedRelease> Helpers => new(ListedOperation.V2.SelectMany(row => row.Helpers).Distinct(), Enum.GetValues<EmulatedRelease>());

    [Theory, MemberData(nameof(Helpers))]
    public async Task A_helper_sends_the_operations_that_it_is_listed_with(string helper, EmulatedRelease release)
    {
        await using var emulator = await FirecrestEmulator.StartAsync(new() { SystemNames = [Daint], UserName = "me", Release = release });
        WriteFiles(emulator.GetLocalPath(Home.ToString()));
        using var client = emulator.CreateClient();

        Calls[helper](client);

        var sent = emulator.Journal.Requests.Select(request => $"{request.Method} {request.Path}").ToList();
        ListedOperation.V2.Where(row => row.Helpers.Contains(helper) && !sent.Exists(row.IsSentBy)).Select(row => row.Operation).Should().BeEmpty();
    }

    public static TheoryData<string> HelpersOnV1 => [.. ListedOperation.V1.SelectMany(row => row.Helpers).Distinct()];

    [Theory, MemberData(nameof(HelpersOnV1))]
    public async Task A_helper_sends_the_operations_of_FirecREST_v1_that_it_is_listed_with(string helper)
    {
        await using var emulator = await FirecrestEmulator.StartAsync(new() { SystemNames = [Daint], UserName = "me", V1 = new() { TaskDelay = TimeSpan.Zero } });
        WriteFiles(emulator.GetLocalPath(Home.ToString()));
        using var client = new FirecrestClient(
            emulator.V1BaseAddress, new ClientCredentialsAuth(emulator.ClientId, emulator.ClientSecret, emulator.TokenEndpoint), new() { ApiVersion = FirecrestApiVersion.V1 });

        Calls[helper](client);

        var sent = emulator.Journal.Requests.Select(request => $"{request.Method} {request.Path}".Replace(" /v1/", " /", StringComparison.Ordinal)).ToList();
        ListedOperation.V1.Where(row => row.Helpers.Contains(helper) && !sent.Exists(row.IsSentBy)).Select(row => row.Operation).Should().BeEmpty();
    }

    private static TransferHandle StartUpload(FirecrestClient client) => client.StartUpload(Daint, typeof(DocumentedHelpers).Assembly.Location, Home / "staged", Staged);

    private static JobHandle Submit(FirecrestClient client) => client.Submit(Daint, JobDescription.FromScript("#!/bin/bash\necho done\n", Home));

    private static void Attach(FirecrestClient client)
    {
        var job = client.Submit(Daint, JobDescription.FromScript("#!/bin/bash\nsleep 100\n", Home));
        job.WaitUntilRunning(Soon);
        job.Attach("true");
    }

    /// <summary>A job that is over, as another process would find it.</summary>
    private static JobHandle Ended(FirecrestClient client)
    {
        var job = Submit(client);
        job.WaitForCompletion(Soon);
        return client.GetJobHandle(Daint, job.JobId);
    }

    private static void WriteFiles(string home)
    {
        File.WriteAllText(Path.Combine(home, "small"), "text\n");
        File.WriteAllText(Path.Combine(home, "large"), new string('x', 5 * 1024 * 1024));
        Directory.CreateDirectory(Path.Combine(home, "folder"));
        File.WriteAllText(Path.Combine(home, "folder", "file"), "text\n");
    }
}
