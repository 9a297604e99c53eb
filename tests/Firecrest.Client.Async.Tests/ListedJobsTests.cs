using System.Text;
using System.Text.Json;
using Firecrest.Client.Jobs;
using Firecrest.Client.Polling;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Async.Tests;

/// <summary>What is read of a long list: no more than somebody wants to know.</summary>
public sealed class ListedJobsTests
{
    private const string Running = """{"jobId":"1","name":"a","status":{"state":"RUNNING"},"time":{"elapsed":60,"limit":3600}}""";
    private const string Completed = """{"jobId":"1","name":"b","status":{"state":"COMPLETED"}}""";

    [Fact]
    public void A_job_that_is_as_before_is_seen_at_a_glance()
    {
        var (job, other) = (new Known("1", "RUNNING"), new Known("1", "RUNNING"));

        Read(Running, job, other).Should().BeEmpty();

        job.Glance!.Value.Should().BeEquivalentTo(new { JobId = "1", State = "RUNNING", TimeLeft = TimeSpan.FromMinutes(59) });
        other.Glance.Should().Be(job.Glance);
    }

    [Fact]
    public void A_job_that_is_news_to_one_of_several_is_read_in_full()
    {
        Known[] asked = [new("1", "RUNNING"), new("1", "PENDING"), new("1", "RUNNING")];

        Read(Running, asked).Should().ContainSingle().Which.Should().Match<JobInfo>(job => job.Name == "a" && job.TimeLimit == TimeSpan.FromHours(1));

        asked.Should().OnlyContain(job => job.Glance == null);
    }

    [Fact]
    public void An_end_is_read_in_full_and_jobs_that_nobody_asks_for_are_not()
    {
        Read(Completed, new Known("1", "COMPLETED")).Should().ContainSingle();
        Read(Running, new AskedJob("7")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Running, Completed)]
    [InlineData(Completed, Running)]
    public void Of_two_rows_of_a_job_the_one_that_is_further_along_counts(string first, string second)
    {
        var job = new Known("1", "RUNNING");

        Read($"{first},{second}", job).Should().ContainSingle().Which.Name.Should().Be("b");

        job.Glance.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_rows_of_an_array_are_read_in_full(bool wholeFirst)
    {
        const string Tasks = """{"jobId":"1_[5-9]","status":{"state":"PENDING"}}""";

        var job = new Known("1", "RUNNING");

        Read(wholeFirst ? $"{Running},{Tasks}" : $"{Tasks},{Running}", job).Select(row => row.JobId).Should().BeEquivalentTo("1", "1_[5-9]");

        job.Glance.Should().BeNull();
    }

    [Fact]
    public void Older_servers_numbers_and_lists_of_states_are_read_alike()
    {
        const string Row = """{"jobId":1,"status":{"state":["RUNNING","COMPLETING"]},"time":{"elapsed":null,"limit":null},"new":{"a":[1]}}""";

        var job = new Known("1", "RUNNING,COMPLETING");
        Read(Row, job).Should().BeEmpty();
        job.Glance!.Value.TimeLeft.Should().BeNull();
        Read(Row, new AskedJob("1")).Should().ContainSingle().Which.State.Value.Should().Be("RUNNING,COMPLETING");
    }

    [Theory]
    [InlineData("""{"jobs":{}}""")]
    [InlineData("""{"jobs":[null]}""")]
    [InlineData("""{"jobs":[{"name":"a"}]}""")]
    [InlineData("""{"jobs":[{"jobId":"1","name":{}}]}""")]
    [InlineData("""{"jobs":[{"jobId":"1"}""")]
    [InlineData("""{"jobs":[]} x""")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_is_no_list_of_jobs_is_refused(string body)
        => FluentActions.Invoking(() => ComputeRequests.ListJobs("daint", new ListedJobs([new AskedJob("1")])).Read(Encoding.UTF8.GetBytes(body))).Should().Throw<JsonException>();

    [Theory]
    [InlineData("""{"jobs":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"other":[1,{}],"jobs":[]}""")]
    public void A_list_may_be_empty(string body)
    {
        var listed = new ListedJobs([new AskedJob("1")]);

        ComputeRequests.ListJobs("daint", listed).Read(Encoding.UTF8.GetBytes(body));

        listed.Rows.Should().BeEmpty();
    }

    private static IReadOnlyList<JobInfo> Read(string rows, params IAskedJob[] asked)
    {
        var listed = new ListedJobs(asked);
        ComputeRequests.ListJobs("daint", listed).Read(Encoding.UTF8.GetBytes($$"""{"jobs":[{{rows}}]}"""));
        return listed.Rows;
    }

    private sealed class Known(string jobId, string state) : IAskedJob
    {
        public string JobId => jobId;

        public ListedJob? Glance { get; set; }

        public bool IsNews(ListedJob row) => row.State != state;
    }
}
