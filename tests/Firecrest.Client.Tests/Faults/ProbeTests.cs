using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

public sealed class ProbeTests
{
    [Theory]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("before")]
    [InlineData("midway")]
    public async Task Token(string fault)
    {
        await using var cluster = await SimulatedCluster.Start();
        var job = await cluster.Submit(Mode.Async);
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        var rule = cluster.Faults.On(HttpMethod.Post, "/auth/*").Times(3);
        if (fault == "503") rule.AnswerStatus(503, "<html>keycloak down</html>");
        if (fault == "429") rule.RateLimit(TimeSpan.FromSeconds(5));
        if (fault == "before") rule.DropBefore();
        if (fault == "midway") rule.DropMidway();
        var done = await job.WaitForCompletionAsync(new WaitOptions { Schedule = new PollSchedule { MaxDelay = TimeSpan.FromHours(1) } });
        done.State.Should().Be(JobState.Completed);
    }
}
