using Firecrest.Client.Jobs;

namespace Firecrest.Client.Tests.Unit;

public sealed class JobIdTests
{
    [Theory]
    [InlineData("123", "123", null, null, null, null, null)]
    [InlineData("abc", "abc", null, null, null, null, null)]
    [InlineData("123_4", "123", 4, null, null, null, null)]
    [InlineData("123_0", "123", 0, null, null, null, null)]
    [InlineData("123+1", "123", null, null, 1, null, null)]
    [InlineData("123_[5-10]", "123", null, "5-10", null, null, null)]
    [InlineData("123_[1-4%2]", "123", null, "1-4%2", null, null, null)]
    [InlineData("123_[1,3,...]", "123", null, "1,3,...", null, null, null)]
    [InlineData("123_[4]", "123", null, "4", null, null, null)]
    [InlineData("123.batch", "123", null, null, null, "batch", null)]
    [InlineData("123.extern", "123", null, null, null, "extern", null)]
    [InlineData("123_4.0", "123", 4, null, null, "0", null)]
    [InlineData("123+1.0", "123", null, null, 1, "0", null)]
    [InlineData("123.0+2", "123", null, null, null, "0+2", null)]
    [InlineData("123.pbs-server", "123", null, null, null, null, "pbs-server")]
    [InlineData("123.pbs01.example.org", "123", null, null, null, null, "pbs01.example.org")]
    [InlineData("123.batch.example.org", "123", null, null, null, null, "batch.example.org")]
    [InlineData("123.3com", "123", null, null, null, null, "3com")]
    [InlineData("123[]", "123", null, null, null, null, null)]
    [InlineData("123[4]", "123", 4, null, null, null, null)]
    [InlineData("123[].server", "123", null, null, null, null, "server")]
    [InlineData("123[4].server", "123", 4, null, null, null, "server")]
    [InlineData("123[1-9:2].server", "123", null, "1-9:2", null, null, "server")]
    public void An_id_is_taken_apart(string text, string baseId, int? task, string? waiting, int? offset, string? step, string? server)
    {
        var id = JobId.Parse(text);

        (id.Base, id.ArrayTask, id.WaitingTasks, id.HeterogeneousOffset, id.Step, id.Server).Should().Be((baseId, task, waiting, offset, step, server));
        id.ToString().Should().Be(text);
        id.IsWholeJob.Should().Be(task is null && waiting is null && offset is null && step is null);
        JobId.TryParse(text, out var same).Should().BeTrue();
        same.Should().Be(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("_4")]
    [InlineData("[4]")]
    [InlineData("12 3")]
    [InlineData("12/3")]
    [InlineData("-5")]
    [InlineData("ä")]
    [InlineData("١٢")]
    [InlineData("123\n")]
    [InlineData("123_")]
    [InlineData("123_x")]
    [InlineData("123_-4")]
    [InlineData("123_4294967294")]
    [InlineData("123[4294967294]")]
    [InlineData("123+99999999999")]
    [InlineData("123+")]
    [InlineData("123.")]
    [InlineData("123_[]")]
    [InlineData("123_[1-4")]
    [InlineData("123_4_5")]
    [InlineData("123_[1 2]")]
    [InlineData("123;id")]
    public void What_is_no_id_is_told(string text)
    {
        JobId.TryParse(text, out var id).Should().BeFalse();
        id.Should().Be(default(JobId));
        FluentActions.Invoking(() => JobId.Parse(text)).Should().Throw<FormatException>().WithMessage($"*'{text}'*123_4*");
        FluentActions.Invoking(() => JobId.Checked(text, "thatId")).Should().Throw<ArgumentException>().WithParameterName("thatId");
    }

    [Fact]
    public void Nothing_is_no_id()
    {
        JobId.TryParse(null, out _).Should().BeFalse();
        FluentActions.Invoking(() => JobId.Parse(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => JobId.Checked(null!, "thatId")).Should().Throw<ArgumentNullException>().WithParameterName("thatId");
        (default(JobId).Base, default(JobId).ToString()).Should().Be(("", ""));
    }

    [Theory]
    [InlineData("123_4", "123[4]", true)]
    [InlineData("123", "123.pbs01", true)]
    [InlineData("123", "123[]", true)]
    [InlineData("123[4].a", "123[4].b", true)]
    [InlineData("123", "124", false)]
    [InlineData("123", "123_4", false)]
    [InlineData("123_4", "123_5", false)]
    [InlineData("123_4", "123_[4]", false)]
    [InlineData("123", "123+0", false)]
    [InlineData("123", "123.batch", false)]
    public void Ids_are_equal_when_they_mean_the_same(string one, string other, bool same)
    {
        var (left, right) = (JobId.Parse(one), JobId.Parse(other));

        left.Equals(right).Should().Be(same);
        left.Equals((object)right).Should().Be(same);
        (left == right).Should().Be(same);
        (left != right).Should().Be(!same);
        new HashSet<JobId> { left }.Contains(right).Should().Be(same);
        left.Equals((object)one).Should().BeFalse();
    }

    [Theory]
    [InlineData("123_[5-10]", "123_5")]
    [InlineData("123_[5-10]", "123_10")]
    [InlineData("123_[5-10%2]", "123_7")]
    [InlineData("123_[1,3,5-7]", "123_3")]
    [InlineData("123_[1,3,5-7]", "123_6")]
    [InlineData("123_[0-12:4]", "123_8")]
    [InlineData("123_[0-12:4%1]", "123_12")]
    [InlineData("123_[4]", "123_4")]
    [InlineData("123_[4]", "123[4]")]
    [InlineData("123[1-9:2].s", "123[3]")]
    [InlineData("123_[1,3,...]", "123_3")]
    [InlineData("123_[1,3,...]", "123_44")]
    [InlineData("123_[1,3,...%2]", "123_44")]
    [InlineData("123_[1-3,15...%2]", "123_4")]
    [InlineData("123_[1-3,15...%2]", "123_151")]
    [InlineData("123_[...]", "123_0")]
    [InlineData("123_5", "123_5")]
    [InlineData("123", "123_5")]
    [InlineData("123[]", "123[5]")]
    [InlineData("123", "123")]
    [InlineData("123", "123+1")]
    [InlineData("123", "123_[5-10]")]
    [InlineData("123_[5-10]", "123_[5-10]")]
    public void An_id_covers_itself_and_what_it_stands_for(string id, string part) => JobId.Parse(id).Covers(JobId.Parse(part)).Should().BeTrue();

    [Theory]
    [InlineData("123_[5-10]", "123_4")]
    [InlineData("123_[5-10]", "123_11")]
    [InlineData("123_[5-10]", "12_5")]
    [InlineData("12_[5-10]", "123_5")]
    [InlineData("123_[5-10]", "123")]
    [InlineData("123_[5-10]", "123_[6]")]
    [InlineData("123_[5-10]", "123_6.batch")]
    [InlineData("123_[5-10]", "123_6+1")]
    [InlineData("123_[0-12:4]", "123_5")]
    [InlineData("123_[1,3]", "123_2")]
    [InlineData("123_[1,3,...]", "123_2")]
    [InlineData("123_[1-3,15...%2]", "123_0")]
    [InlineData("123_[1-3,15...%2]", "12_44")]
    [InlineData("123_[1,3,...]", "123_44.batch")]
    [InlineData("123_[5-10:0]", "123_5")]
    [InlineData("123_[10-5]", "123_7")]
    [InlineData("123_5", "123_6")]
    [InlineData("123_5", "123")]
    [InlineData("123", "124")]
    public void An_id_covers_nothing_else(string id, string other) => JobId.Parse(id).Covers(JobId.Parse(other)).Should().BeFalse();

    [Theory]
    [InlineData("123", 1)]
    [InlineData("123_4", 1)]
    [InlineData("123_[5-10%2]", 6)]
    [InlineData("123_[1,3,5-7]", 5)]
    [InlineData("123_[0-12:4]", 4)]
    [InlineData("123_[0-13:4]", 4)]
    [InlineData("123_[1-3,...]", 3)]
    [InlineData("123_[...]", 1)]
    public void An_id_stands_for_so_many_tasks(string id, int count) => JobId.Parse(id).TaskCount.Should().Be(count);

    [Theory]
    [InlineData("123_4", "123", false)]
    [InlineData("123_4294967294", "123", true)]
    [InlineData("never seen", "never seen", true)]
    public void An_id_from_a_server_is_taken_whatever_it_is(string text, string baseId, bool isWhole)
    {
        var id = JobId.Read(text);

        (id.Base, id.IsWholeJob, id.ToString()).Should().Be((baseId, isWhole, text));
    }

    [Theory]
    [InlineData("10[2].s", "10[2].s")]
    [InlineData("10_4", "10_4")]
    [InlineData("10.s", "10[1],10[2],10[3-5]")]
    [InlineData("10_2", "10_2")]
    public void Rows_of_PBS_are_found_by_any_way_of_writing(string asked, string found)
    {
        JobInfo[] rows = [Row("10[1]"), Row("10[2]"), Row("10[3-5]"), Row("100")];

        string.Join(',', JobRows.Matching(asked, rows).Select(row => row.JobId)).Should().Be(found);
    }

    [Fact]
    public void A_job_asked_for_with_the_name_of_its_server_is_no_array()
    {
        var row = Row("10");

        JobRows.Summarise("10.s", [row]).Should().BeSameAs(row);
    }

    private static JobInfo Row(string id) => new() { JobId = id, State = JobState.Running };
}
