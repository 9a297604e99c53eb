using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

public sealed class RecordedAnswersTests
{
    [Fact]
    public async Task The_recorded_file_operations_get_the_recorded_answers()
    {
        await using var server = await TestServer.Start(Recording.Options);
        Directory.CreateDirectory(server.Emulator.GetLocalPath("/home/fireuser2"), UnixFileMode.None);
        string[] names =
        [
            "mkdir", "mkdir-again", "mkdir-parent-true", "mkdir-with-missing-parent", "mkdir-with-path", "mkdir-with-source-path", "mkdir-forbidden",
            "mkdir-outside-the-file-systems", "mkdir-with-a-relative-path", "mkdir-without-a-path", "upload", "upload-overwrites-silently",
            "upload-where-path-is-a-file", "upload-to-a-missing-directory", "upload-with-the-wrong-field-name", "upload-of-an-empty-file",
            "upload-file-name-with-spaces-umlaut-and-quotes", "upload-file-name-with-a-single-quote", "upload-file-name-with-directory-parts",
            "ls", "ls-of-a-file", "ls-missing", "ls-forbidden", "ls-empty-directory", "ls-without-path", "ls-path-outside", "ls-path-with-dot-dot",
            "stat", "stat-directory", "stat-missing", "file", "file-missing", "checksum", "checksum-of-a-file-with-spaces-in-its-name",
            "checksum-of-a-directory", "head", "head-bytes-7", "head-bytes-8-cuts-a-character", "head-lines-2", "head-lines-28-skip-trailing",
            "head-lines-and-bytes", "head-lines-0", "head-lines-minus-1", "tail-lines-1", "tail-lines-29-skip-heading", "tail-missing", "view-missing",
            "view-size-10-offset-5", "view-size-10-offset-15", "view-size-0", "view-offset-minus-1", "view-size-over-limit", "download",
            "download-empty-file", "download-missing", "download-directory", "download-forbidden", "chmod", "chmod-bad-mode", "chmod-without-mode",
            "chown-group", "chown-to-an-unknown-user", "chown-to-an-unknown-group", "symlink", "symlink-exists", "symlink-outside-the-file-systems",
            "ls-with-a-link", "rm-of-a-file", "rm-again", "rm-forbidden",
            "ops-on-an-unknown-system", "path-with-upper-case",
        ];
        var differences = new List<string>();
        foreach (string name in names)
        {
            differences.AddRange(await Recording.Compare(server, "v2/filesystem/" + name));
        }

        // So that anybody can delete it.
        File.SetUnixFileMode(server.Emulator.GetLocalPath("/home/fireuser2"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("completed-job", "ok", "echo ok; exit 0")]
    [InlineData("failed-job-exit-3", "exit3", "exit 3")]
    [InlineData("killed-by-a-signal", "segv", "kill -SEGV $$")]
    [InlineData("attach-to-a-completed-job", "ok", "true")]
    [InlineData("cancel-a-completed-job", "ok", "true")]
    public async Task A_finished_job_is_answered_as_recorded(string recording, string name, string script)
    {
        await using var server = await TestServer.Start(Recording.Options);
        string id = await server.Submit(script + " > done.txt", new JsonObject { ["name"] = name });
        await server.WaitForEnd(id);

        (await Recording.Compare(server, "v2/compute/" + recording, id)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("job-by-id-running", null)]
    [InlineData("metadata-running-job", null)]
    [InlineData("attach-without-command", null)]
    [InlineData("cancel", null)]
    [InlineData("cancel-again", "cancel")]
    public async Task A_running_job_is_answered_as_recorded(string recording, string? before)
    {
        await using var server = await TestServer.Start(Recording.Options);
        string id = (await Recording.Replay(server, "v2/compute/submit")).Json["jobId"]!.ToString();
        await server.WaitForLine($"{server.Home}/sample-{id}.out");
        if (before is not null)
        {
            await Recording.Replay(server, "v2/compute/" + before, id);
        }

        (await Recording.Compare(server, "v2/compute/" + recording, id)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_job_that_was_cancelled_with_two_attached_commands_is_answered_as_recorded()
    {
        await using var server = await TestServer.Start(Recording.Options);
        string id = (await Recording.Replay(server, "v2/compute/submit")).Json["jobId"]!.ToString();
        await server.WaitForLine($"{server.Home}/sample-{id}.out");
        string attach = $"compute/{server.System}/jobs/{id}/attach";
        await server.SendJson(HttpMethod.Put, attach, """{"command": "hostname"}""");
        await server.SendJson(HttpMethod.Put, attach, """{"command": "sleep 0"}""");
        await Recording.Replay(server, "v2/compute/cancel", id);

        (await Recording.Compare(server, "v2/compute/job-by-id-after-cancel", id)).Should().BeEmpty();
    }

    [Fact]
    public async Task Jobs_that_wait_are_answered_as_recorded()
    {
        await using var server = await TestServer.Start(Recording.Options with { Slots = 1 });
        await server.Submit("sleep 100");
        await server.Submit("true", new JsonObject { ["name"] = "big" });
        string second = await server.Submit("true", new JsonObject { ["name"] = "big2" });
        string held = await server.Submit("#SBATCH --hold\ntrue", new JsonObject { ["name"] = "held" });

        List<string> differences = [.. await Recording.Compare(server, "v2/compute/pending-job-resources", second)];
        differences.AddRange(await Recording.Compare(server, "v2/compute/held-job", held));
        differences.AddRange(await Recording.Compare(server, "v2/compute/cancel-the-held-job", held));
        differences.AddRange(await Recording.Compare(server, "v2/compute/cancelled-before-start", held));

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_job_whose_name_contains_a_pipe_spoils_the_list_as_recorded()
    {
        await using var server = await TestServer.Start(Recording.Options);
        string id = await server.Submit("true", new JsonObject { ["name"] = "a|b" });
        string other = await server.Submit("true", new JsonObject { ["name"] = "other" });

        (await Recording.Compare(server, "v2/compute/job-whose-name-contains-a-pipe", id)).Should().BeEmpty();
        (await server.Get($"compute/{server.System}/jobs")).Status.Should().Be(500);
        (await server.Get($"compute/{server.System}/jobs?name=other")).Json["jobs"]![0]!["jobId"]!.ToString().Should().Be(other);
    }
}
