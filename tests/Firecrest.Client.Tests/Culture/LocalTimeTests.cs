using System.Globalization;
using Firecrest.Client.Authorization;
using Firecrest.Client.Tests.Unit;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Tests.Culture;

/// <summary>The zone of this machine plays no part. <see cref="ForeignMachineTests"/> runs these tests also in a zone that is unlike those of servers.</summary>
public sealed class LocalTimeTests
{
    [Fact(Explicit = true)]
    public void This_is_the_foreign_machine()
    {
        TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc)).Should().Be(TimeSpan.FromHours(5.5));
        CultureInfo.CurrentCulture.Name.Should().Be("tr-TR");
        "i".ToUpper(CultureInfo.CurrentCulture).Should().Be("İ");
    }

    [Theory]
    [InlineData("2026-11-22T16:22:47")]
    [InlineData("2026-11-22 16:22:47")]
    [InlineData("2026-11-22T16:22:47Z")]
    [InlineData("2026-11-22T16:22:47+01:00")]
    [InlineData("2026-11-22T16:22:47-08:00")]
    public void The_time_of_a_file_is_what_its_systems_clock_showed(string written)
    {
        var body = $$"""{"output":[{"name":"f","lastModified":"{{written}}"}]}""";

        var time = Recorded.Parse(body, FilesystemRequests.List("s", "/", null)).Single().LastModified!.Value;

        (time, time.Kind).Should().Be((new DateTime(2026, 11, 22, 16, 22, 47), DateTimeKind.Unspecified));
    }

    [Fact]
    public void The_times_of_a_job_are_moments()
    {
        var job = Recorded.Parse("""{"jobs":[{"jobId":"1","time":{"start":1795364305,"end":1795364306,"elapsed":1}}]}""", ComputeRequests.GetJobs("s", null)).Single();

        job.StartTime.Should().Be(new DateTimeOffset(2026, 11, 22, 16, 18, 25, TimeSpan.Zero));
        job.StartTime!.Value.Offset.Should().Be(TimeSpan.Zero);
        job.EndTime!.Value.Offset.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void The_times_of_a_stat_are_moments()
    {
        var file = Recorded.Parse("""{"output":{"atime":1795364305,"ctime":1795364305,"mtime":1795364305}}""", FilesystemRequests.Stat("s", "/f", dereference: false));

        new[] { file.AccessTime, file.ChangeTime, file.ModifyTime }.Should().OnlyContain(time => time.EqualsExact(new DateTimeOffset(2026, 11, 22, 16, 18, 25, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("2026-11-22T16:18:23.454511Z", 0)]
    [InlineData("2026-11-22T16:18:23.454511", 0)]
    [InlineData("2026-11-22T17:18:23.454511+01:00", 1)]
    public void The_time_of_a_health_check_is_a_moment(string written, int offset)
    {
        var system = Recorded.Parse($$"""{"systems":[{"name":"s","lastHealthCheck":"{{written}}"}]}""", StatusRequests.GetSystems()).Single();

        system.LastHealthCheck!.Value.EqualsExact(new DateTimeOffset(2026, 11, 22, 16 + offset, 18, 23, TimeSpan.FromHours(offset)).AddTicks(4545110)).Should().BeTrue();
    }

    [Fact]
    public void The_end_of_a_token_is_a_moment()
    {
        var life = JwtLife.Read("e30.eyJleHAiOjE3OTUzNjQzMDUsImlhdCI6MTc5NTM2NDAwNX0.c2ln");

        life.Should().Be(new JwtLife(new DateTimeOffset(2026, 11, 22, 16, 13, 25, TimeSpan.Zero), new DateTimeOffset(2026, 11, 22, 16, 18, 25, TimeSpan.Zero)));
    }
}
