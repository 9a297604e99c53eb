using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1ReservationTests
{
    [Fact]
    public async Task The_recorded_requests_get_the_recorded_answers()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 16, 35, 0, TimeSpan.Zero));
        await using var server = await V1TestServer.Start(V1TestServer.Options with { TimeProvider = time, Simulation = new JobSimulation() });
        var differences = new List<string>();
        foreach (string name in (string[])["list-empty", "create", "create-again"])
        {
            differences.AddRange(await V1Recording.Compare(server, "reservations/" + name));
        }

        differences.AddRange(await V1Recording.CompareTask(server, "reservations/compute-reservations-with-a-filter"));
        string[] names =
        [
            "update", "create-wrong-time", "create-field-missing", "create-not-a-member-of-the-account", "no-machine", "unknown-machine", "delete",
            "delete-again",
        ];
        foreach (string name in names)
        {
            differences.AddRange(await V1Recording.Compare(server, "reservations/" + name));
        }

        differences.AddRange(await V1Recording.Compare(server, "unreachable/reservations"));
        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reservation_is_seen_by_both_generations_and_lets_jobs_in()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 16, 35, 0, TimeSpan.Zero));
        await using var server = await V1TestServer.Start(V1TestServer.Options with { TimeProvider = time, Simulation = new JobSimulation() });
        (await server.Send(HttpMethod.Post, "/reservations",
        [
            ("reservation", "mine"), ("account", "test"), ("numberOfNodes", "1"), ("nodeType", "f7t"),
            ("starttime", Text(time.GetLocalNow().AddHours(1))), ("endtime", Text(time.GetLocalNow().AddHours(2))),
        ])).Status.Should().Be(201);

        JsonNode newer = (await server.V2.Get($"status/{V1TestServer.Machine}/reservations")).Json["reservations"]![0]!;
        JsonNode older = (await server.Get("/reservations")).Json["success"]![0]!;
        Answer early = await server.V2.TrySubmit("true", new JsonObject { ["reservation"] = "mine" });
        time.Advance(TimeSpan.FromMinutes(90));
        Answer inTime = await server.V2.TrySubmit("true", new JsonObject { ["reservation"] = "mine" });

        newer["name"]!.ToString().Should().Be("mine");
        older["reservationname"]!.ToString().Should().Be("mine");
        older["state"]!.ToString().Should().Be("INACTIVE");
        early.Status.Should().Be(500);
        inTime.Status.Should().Be(201);
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
