using System.Text.Json;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

public sealed class OldReleaseTests
{
    private static readonly FirecrestEmulatorOptions Old = new() { Release = EmulatedRelease.V24 };

    [Fact]
    public async Task Job_ids_are_numbers()
    {
        await using var server = await TestServer.Start(Old);
        Answer answer = await server.TrySubmit("true");
        string id = answer.Json["jobId"]!.ToString();
        await server.WaitForEnd(id);

        JsonNode[] ids =
        [
            answer.Json["jobId"]!,
            (await server.Job(id))["jobId"]!,
            (await server.Get($"compute/{server.System}/jobs/{id}/metadata")).Json["jobs"]![0]!["jobId"]!,
            (await StagingTests.Start(server, "upload", server.Home + "/x", 1))["transferJob"]!["jobId"]!,
        ];

        ids.Select(value => value.GetValueKind()).Should().OnlyContain(kind => kind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Transfer_directives_are_in_snake_case()
    {
        await using var server = await TestServer.Start(Old);
        ArchiveTests.Write(server, server.Home + "/file", "content");

        JsonObject upload = (await StagingTests.Start(server, "upload", server.Home + "/x", 1))["transferDirectives"]!.AsObject();
        JsonObject download = (await StagingTests.Start(server, "download", server.Home + "/file"))["transferDirectives"]!.AsObject();

        upload.Select(member => member.Key).Should().Equal("transfer_method", "parts_upload_urls", "complete_upload_url", "max_part_size");
        download.Select(member => member.Key).Should().Equal("transfer_method", "download_url");
    }

    [Fact]
    public async Task What_came_later_is_absent_or_ignored()
    {
        await using var server = await TestServer.Start(Old with { Reservations = [new("r", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)] });
        Answer submit = await server.TrySubmit("true", new JsonObject { ["name"] = "one", ["partition"] = "nope", ["reservation"] = "nope" });
        string first = submit.Json["jobId"]!.ToString();
        JsonNode system = (await server.Get("status/systems")).Json["systems"]![0]!;

        (await server.Get($"compute/{server.System}/jobs?name=other&time_window=banana")).Json["jobs"]![0]!["jobId"]!.ToString().Should().Be(first);
        (await server.Get($"status/{server.System}/userinfo")).Json.AsObject().ContainsKey("accounts").Should().BeFalse();
        (await server.Get($"status/{server.System}/partitions?show_hidden=true")).Json["partitions"]!.AsArray().Should().HaveCount(3);
        (await server.Get($"status/{server.System}/reservations")).Json["reservations"]![0]!.AsObject().ContainsKey("state").Should().BeFalse();
        system.AsObject().ContainsKey("dataOperation").Should().BeFalse();
        system["datatransferJobsDirectives"]!.AsArray().Should().BeEmpty();
        system["servicesHealth"]!.AsArray().Select(health => health!["serviceType"]!.ToString()).Should().Contain("filesystems").And.NotContain("filesystem");
        Answer answer = await server.Send(new HttpRequestMessage(HttpMethod.Get, "status/systems") { Headers = { { "X-Request-ID", "free text" } } });
        answer.Status.Should().Be(200, "only later releases look at the ids");
    }

    [Fact]
    public async Task A_token_may_be_used_to_its_last_second()
    {
        await using var server = await TestServer.Start(Old);
        var request = new HttpRequestMessage(HttpMethod.Get, "status/systems");
        request.Headers.Authorization = new("Bearer", server.Emulator.Tokens.Mint(TimeSpan.FromSeconds(20)));

        (await server.Send(request)).Status.Should().Be(200);
    }
}
