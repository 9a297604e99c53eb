using System.Globalization;
using System.Text;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

public sealed class LongListTests(StrangeServer server) : IClassFixture<StrangeServer>
{
    private const int Jobs = 50_000;

    [Theory, SyncAndAsync]
    public async Task A_list_of_50_000_jobs_is_read(Mode mode)
    {
        using var client = server.Answering(200, "application/json", CreateBody(comment: "")).CreateClient();

        var jobs = await mode.Run(() => client.V2.Compute.GetJobs("s"), () => client.V2.Compute.GetJobsAsync("s"));

        jobs.Should().HaveCount(Jobs);
        jobs[^1].ToString().Should().Be("50000 RUNNING");
    }

    [Fact]
    public void The_body_is_read_where_it_is()
    {
        var request = ComputeRequests.GetJobs("s", null);
        request.Read("{}"u8);
        var body = CreateBody(comment: new string('x', 1500));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var jobs = request.Read(body);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        jobs.Should().HaveCount(Jobs);
        TestContext.Current.TestOutputHelper?.WriteLine($"{body.Length:N0} bytes of body, {allocated:N0} bytes allocated");
        allocated.Should().BeLessThan(body.Length, "the jobs take less than the body, which as one text would take twice its length, and as one more array its length");
    }

    /// <param name="comment">What is not kept of each job: the longer, the more it shows when the body is copied.</param>
    private static byte[] CreateBody(string comment)
    {
        var body = new MemoryStream();
        body.Write("{\"jobs\":["u8);
        for (var id = 1; id <= Jobs; id++)
        {
            body.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
                {{(id > 1 ? "," : "")}}{"jobId":"{{id}}","name":"job","comment":"{{comment}}","status":{"state":"RUNNING","exitCode":0},"time":{"elapsed":7,"start":1795364305,"end":null,
                "limit":3600},"account":"staff","allocationNodes":1,"cluster":"c","nodes":"nid001","partition":"debug","user":"me","workingDirectory":"/home/me","priority":1,"tasks":[]}
                """)));
        }

        body.Write("]}"u8);
        return body.ToArray();
    }
}
