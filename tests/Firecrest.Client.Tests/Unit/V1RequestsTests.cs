using System.Net.Http.Headers;
using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.V1;
using Firecrest.Client.V1.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What the operations of FirecREST v1 for status, compute, tasks and reservations send.</summary>
public sealed class V1RequestsTests
{
    [Fact]
    public void Lists_send_what_was_recorded()
    {
        Same("compute/jobs", ComputeRequests.GetJobs("cluster", null));
        Same("compute/jobs-by-id", ComputeRequests.GetJobs("cluster", new() { JobIds = ["3", "4"] }));
        Same("compute/jobs-of-everybody", ComputeRequests.GetJobs("cluster", new() { UserJobs = false }));
        Same("compute/jobs-paging-page-0", ComputeRequests.GetJobs("cluster", new() { PageSize = 1, PageNumber = 0 }));
        Same("compute/acct", ComputeRequests.GetJobAccounting("cluster", null));
        Same("compute/acct-paging", ComputeRequests.GetJobAccounting("cluster", new() { PageSize = 1, PageNumber = 1 }));
        Same("compute/nodes", ComputeRequests.GetNodes("cluster", null));
        Same("compute/one-node", ComputeRequests.GetNode("cluster", "nid002"));
        Same("compute/partitions", ComputeRequests.GetPartitions("cluster", null));
        Same("reservations/compute-reservations-with-a-filter", ComputeRequests.GetReservations("cluster", ["nope"]));
        Same("reservations/list", ReservationsRequests.GetReservations("cluster"));
        Same("tasks/tasks-of-a-user-without-tasks", TasksRequests.GetTasks(null));
        Same("status/parameters", StatusRequests.GetParameters(null));
        Same("status/filesystems-of-a-system", StatusRequests.GetSystemFileSystems("cluster", null));
    }

    [Fact]
    public void Clock_times_are_sent_as_days_and_looked_at_here()
    {
        var options = new JobAccountingOptions { StartTime = new(2026, 11, 22, 16, 0, 0), EndTime = new(2026, 11, 22, 18, 30, 0) };

        SentRequest.Of(ComputeRequests.GetJobAccounting("cluster", options)).Parameters.Should().Equal("endtime=2026-11-23", "starttime=2026-11-22");
        Within(16, 17).Should().BeTrue();
        Within(10, 15).Should().BeFalse("it was over before");
        Within(10, null).Should().BeTrue("it still runs");
        Within(19, 20).Should().BeFalse("it began later");
        Within(null, null).Should().BeTrue("it has not begun");

        bool Within(int? from, int? to) => ComputeRequests.IsWithin(new() { JobId = "1", StartTime = At(from), EndTime = At(to) }, options);
        static DateTime? At(int? hour) => hour is { } known ? new DateTime(2026, 11, 22, known, 0, 0) : null;
    }

    [Theory, SyncAndAsync]
    public void A_script_is_a_file_in_a_form(Mode mode)
    {
        var request = ComputeRequests.SubmitJobByUpload("cluster", new()
        {
            Script = "#!/bin/bash\necho ä\n",
            FileName = "läuft.sh",
            Account = "test",
            Environment = new Dictionary<string, string> { ["A"] = "1" },
        });

        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var content = request.Content!();
            var text = Encoding.UTF8.GetString(SentRequest.Bytes(content, mode));
            content.Headers.ContentType!.MediaType.Should().Be("multipart/form-data");
            text.Should().Contain("form-data; name=\"file\"; filename=\"läuft.sh\"").And.Contain("#!/bin/bash\necho ä\n")
                .And.Contain("name=\"account\"\r\n\r\ntest\r\n").And.Contain("name=\"env\"\r\n\r\n{\"A\":\"1\"}\r\n");
        }

        (request.Kind, request.Path.ToString(), Header(request.Headers, "X-Machine-Name")).Should().Be((OperationKind.Submit, "compute/jobs/upload", "cluster"));
    }

    [Theory, SyncAndAsync]
    public void Other_forms_are_as_short_as_a_query(Mode mode)
    {
        var request = ComputeRequests.SubmitJobByPath("cluster", new() { TargetPath = "/home/me/a b.sh" });

        using var content = request.Content!();
        content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        Encoding.UTF8.GetString(SentRequest.Bytes(content, mode)).Should().Be("targetPath=%2Fhome%2Fme%2Fa+b.sh");

        var reservation = new CreateReservationRequest { Name = "r", Account = "a", NumberOfNodes = 2, NodeType = "f7t", StartTime = new(2026, 11, 23, 12, 0, 0), EndTime = new(2026, 11, 23, 13, 0, 0) };
        Encoding.UTF8.GetString(SentRequest.Bytes(ReservationsRequests.CreateReservation("cluster", reservation).Content!(), mode))
            .Should().Be("numberOfNodes=2&nodeType=f7t&starttime=2026-11-23T12%3A00%3A00&endtime=2026-11-23T13%3A00%3A00&reservation=r&account=a");
    }

    [Fact]
    public void Only_status_that_is_asked_for_afresh_bypasses_the_cache_of_the_server()
    {
        Header(StatusRequests.GetSystems(new() { Fresh = true }).Headers, "Cache-Control").Should().Be("no-cache");
        StatusRequests.GetSystems(null).Headers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("a;b")]
    [InlineData("a'b")]
    [InlineData("a(b")]
    [InlineData("a\nb")]
    [InlineData("a`b")]
    public void What_the_server_refuses_is_not_sent(string text)
    {
        FluentActions.Invoking(() => ComputeRequests.SubmitJobByPath("cluster", new() { TargetPath = "/" + text })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ComputeRequests.SubmitJobByUpload("cluster", new() { Script = "#!", Account = text })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ComputeRequests.GetNodes("cluster", [text])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Names_and_ids_that_cannot_be_are_refused()
    {
        FluentActions.Invoking(() => ComputeRequests.GetJobs("", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ComputeRequests.GetJobs("a b", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ComputeRequests.GetJobs("cluster", new() { JobIds = [] })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ComputeRequests.CancelJob("cluster", "1;2")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => TasksRequests.GetTask("..")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => TasksRequests.GetTasks([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TaskTicket<int>("", _ => 1)).Should().Throw<ArgumentException>();
    }

    private static void Same<T>(string name, ApiRequest<T> request)
    {
        var fixture = Fixture.Load("v1/" + name);
        var expected = SentRequest.Of(fixture);
        var sent = SentRequest.Of(request);
        (sent.Method, sent.Path).Should().Be((expected.Method, expected.Path.TrimEnd('/')));
        sent.Parameters.Should().Equal(expected.Parameters);
        Header(request.Headers, "X-Machine-Name").Should().Be(fixture.RequestHeaders["X-Machine-Name"]);
    }

    private static string? Header(IReadOnlyList<KeyValuePair<string, string>> headers, string name) => headers.FirstOrDefault(header => header.Key == name).Value;
}
