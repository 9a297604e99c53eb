using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class TransferJobTests
{
    private const string Home = "/home/fireuser";

    private static readonly FirecrestEmulatorOptions NeedsAccount = Recording.Options with
    {
        TransferJobDirectives = ["#SBATCH --nodes=1", "#SBATCH --partition=xfer", "#SBATCH --account={account}"],
    };

    [Fact]
    public async Task The_recorded_transfer_jobs_get_the_recorded_answers_and_do_their_work()
    {
        await using var server = await TestServer.Start(Recording.Options);
        ArchiveTests.Write(server, Home + "/tr/up.bin", "content");

        await Run(server, "cp", "CopyFiles");
        server.Read(Home + "/tr/cp.bin").Should().Be("content");
        await Run(server, "mv", "MoveFiles");
        File.Exists(server.Emulator.GetLocalPath(Home + "/tr/cp.bin")).Should().BeFalse();
        await Run(server, "compress", "CompressFiles");
        ArchiveTests.Names(server, Home + "/tr/mv.tar.gz").Should().Equal("mv.bin");
        await Run(server, "rm", "DeleteFiles");
        File.Exists(server.Emulator.GetLocalPath(Home + "/tr/mv.bin")).Should().BeFalse();
        await Run(server, "extract", "CompressFiles");
        server.Read(Home + "/tr/mv.bin").Should().Be("content");
    }

    [Fact]
    public async Task A_copy_of_nothing_completes_and_only_its_error_log_tells()
    {
        await using var server = await TestServer.Start(Recording.Options);
        ArchiveTests.Write(server, Home + "/tr/up.bin", "content");

        JsonNode transfer = await Run(server, "cp-of-a-missing-file", "CopyFiles");

        string log = (await server.Ops("head", transfer["logs"]!["errorLog"]!.ToString())).Json["output"]!["content"]!.ToString();
        log.Should().MatchRegex(
            @"^cp: cannot stat '/home/fireuser/tr/none': No such file or directory\n\w{3} \w{3} \d+ \d\d:\d\d:\d\d UTC \d{4} Unable to copy files exit code:0 error: \n$");
        server.Read(transfer["logs"]!["outputLog"]!.ToString()).Should().MatchRegex($@" UTC \d{{4}} Copy Files Job \(id:{transfer["jobId"]}\)\n$");
    }

    [Theory]
    [InlineData("mv-outside")]
    [InlineData("cp-without-target-path")]
    [InlineData("cp-without-account-on-a-system-that-needs-one")]
    [InlineData("rm-with-account-as-a-query-parameter")]
    public async Task A_recorded_refusal_is_answered_as_recorded(string name)
    {
        await using var server = await TestServer.Start(NeedsAccount);

        (await Recording.Compare(server, "v2/transfer-jobs/" + name)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_account_and_the_partition_of_the_directives_count()
    {
        await using var server = await TestServer.Start(NeedsAccount);
        ArchiveTests.Write(server, Home + "/a", "a");
        Answer answer = await Post(server, "cp", new() { ["sourcePath"] = Home + "/a", ["targetPath"] = Home + "/b", ["account"] = "users" });

        JsonNode job = await server.WaitForEnd(answer.Json["transferJob"]!["jobId"]!.ToString());

        job["account"]!.ToString().Should().Be("users");
        job["partition"]!.ToString().Should().Be("xfer");
        JsonNode systems = (await server.Get("status/systems")).Json;
        systems["systems"]![0]!["dataOperation"]!["datatransfer_jobs_directives"]![2]!.ToString().Should().Be("#SBATCH --account={account}");
    }

    [Theory]
    [InlineData("a b.txt", true)]
    [InlineData("$HOME.txt", true)]
    [InlineData("x;y.txt", true)]
    [InlineData("R&D.txt", false, "R&amp;D.txt")]
    [InlineData("it's.txt", false, "it&#39;s.txt")]
    [InlineData("a<b>\"c\".txt", false, "a&lt;b&gt;&#34;c&#34;.txt")]
    public async Task Names_are_escaped_for_html_and_so_the_job_works_on_another_file(string name, bool isCopied, string? other = null)
    {
        await using var server = await TestServer.Start();
        ArchiveTests.Write(server, Home + "/" + name, "content");
        Answer answer = await Post(server, "cp", new() { ["sourcePath"] = Home + "/" + name, ["targetPath"] = Home + "/copy" });

        JsonNode job = await server.WaitForEnd(answer.Json["transferJob"]!["jobId"]!.ToString());

        TestServer.StateOf(job).Should().Be("COMPLETED");
        File.Exists(server.Emulator.GetLocalPath(Home + "/copy")).Should().Be(isCopied);
        if (other is not null)
        {
            server.Read(answer.Json["transferJob"]!["logs"]!["errorLog"]!.ToString())
                .Should().StartWith($"cp: cannot stat '{Home}/{other}': No such file or directory\n");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_is_copied_into_a_folder_with_its_links_or_what_they_lead_to(bool dereference)
    {
        await using var server = await TestServer.Start();
        ArchiveTests.Write(server, Home + "/a/deep/file", "content");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(Home + "/a/link"), Home + "/a/deep");
        Directory.CreateDirectory(server.Emulator.GetLocalPath(Home + "/target"));

        Answer answer = await Post(server, "cp", new() { ["sourcePath"] = Home + "/a", ["targetPath"] = Home + "/target", ["dereference"] = dereference });
        await server.WaitForEnd(answer.Json["transferJob"]!["jobId"]!.ToString());

        server.Read(Home + "/target/a/deep/file").Should().Be("content");
        new FileInfo(server.Emulator.GetLocalPath(Home + "/target/a/link")).LinkTarget.Should().Be(dereference ? null : Home + "/a/deep");
        File.Exists(server.Emulator.GetLocalPath(Home + "/target/a/link/file")).Should().Be(dereference);
    }

    [Theory]
    [InlineData("mv", "none", "x", "mv: cannot stat '/home/fireuser/none': No such file or directory")]
    [InlineData("mv", "a", "none/x", "mv: cannot move '/home/fireuser/a' to '/home/fireuser/none/x': No such file or directory")]
    [InlineData("mv", "a", "a/b", "mv: cannot move '/home/fireuser/a' to a subdirectory of itself, '/home/fireuser/a/b'")]
    [InlineData("cp", "a", "a/b", "cp: cannot copy a directory, '/home/fireuser/a', into itself, '/home/fireuser/a/b'")]
    [InlineData("cp", "a/file", "none/x", "cp: cannot create regular file '/home/fireuser/none/x': No such file or directory")]
    [InlineData("compress", "none", "x.tgz", "tar: none: Cannot stat: No such file or directory")]
    [InlineData("extract", "a/file", "a", "gzip: stdin: not in gzip format")]
    public async Task What_cannot_be_done_is_in_the_error_log(string operation, string source, string target, string line)
    {
        await using var server = await TestServer.Start();
        ArchiveTests.Write(server, Home + "/a/file", "content");

        Answer answer = await Post(server, operation, new() { ["sourcePath"] = $"{Home}/{source}", ["targetPath"] = $"{Home}/{target}" });
        JsonNode job = await server.WaitForEnd(answer.Json["transferJob"]!["jobId"]!.ToString());

        job["status"]!.ToJsonString().Should().Be("""{"state":"COMPLETED","stateReason":"None","exitCode":0,"interruptSignal":0}""");
        server.Read(answer.Json["transferJob"]!["logs"]!["errorLog"]!.ToString()).Split('\n').Should().Contain(line);
        server.Read(Home + "/a/file").Should().Be("content");
    }

    [Fact]
    public async Task A_simulated_job_does_its_work_at_its_end()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(new() { TimeProvider = time, Simulation = new JobSimulation() });
        ArchiveTests.Write(server, Home + "/a", "content");
        Answer answer = await Post(server, "mv", new() { ["sourcePath"] = Home + "/a", ["targetPath"] = Home + "/b" });
        string id = answer.Json["transferJob"]!["jobId"]!.ToString();

        time.Advance(TimeSpan.FromSeconds(30));
        TestServer.StateOf(await server.Job(id)).Should().Be("RUNNING");
        (await server.Ops("stat", Home + "/b")).Status.Should().Be(404);
        time.Advance(TimeSpan.FromSeconds(40));

        (await server.Ops("stat", Home + "/b")).Status.Should().Be(200);
        TestServer.StateOf(await server.Job(id)).Should().Be("COMPLETED");
        server.Read(answer.Json["transferJob"]!["logs"]!["outputLog"]!.ToString()).Should().Contain("Files were successfully moved.");
    }

    private static async Task<JsonNode> Run(TestServer server, string recording, string jobName)
    {
        (await Recording.Compare(server, "v2/transfer-jobs/" + recording)).Should().BeEmpty();
        JsonNode job = (await server.Get($"compute/{server.System}/jobs")).Json["jobs"]!.AsArray().Last()!;
        string id = job["jobId"]!.ToString();
        (await server.WaitForEnd(id))["status"]!.ToJsonString()
            .Should().Be("""{"state":"COMPLETED","stateReason":"None","exitCode":0,"interruptSignal":0}""");
        job["name"]!.ToString().Should().Be(jobName);
        string output = (await server.Get($"compute/{server.System}/jobs/{id}/metadata")).Json["jobs"]![0]!["standardOutput"]!.ToString();
        string error = (await server.Get($"compute/{server.System}/jobs/{id}/metadata")).Json["jobs"]![0]!["standardError"]!.ToString();
        return new JsonObject { ["jobId"] = id, ["logs"] = new JsonObject { ["outputLog"] = output, ["errorLog"] = error } };
    }

    private static Task<Answer> Post(TestServer server, string operation, JsonObject body)
        => server.SendJson(HttpMethod.Post, $"filesystem/{server.System}/transfer/{operation}", body.ToJsonString());
}
