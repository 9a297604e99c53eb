using Firecrest.Client.Jobs;

namespace Firecrest.Client.Tests.Unit;

public sealed class SchedulerJobIdTests
{
    [Theory]
    [InlineData("123", "123")]
    [InlineData("123_4", "123")]
    [InlineData("123_[5-10]", "123")]
    [InlineData("123[4]", "123")]
    [InlineData("123[]", "123")]
    [InlineData("123+1", "123")]
    [InlineData("123.batch", "123")]
    [InlineData("123_4.0", "123")]
    [InlineData("123.pbs-server", "123")]
    [InlineData("abc", "abc")]
    public void The_base_of_an_id_is_what_stands_before_task_part_or_step(string id, string baseId)
    {
        SchedulerJobId.Base(id).Should().Be(baseId);
        SchedulerJobId.IsBase(id).Should().Be(id == baseId);
        SchedulerJobId.Checked(id, "jobId").Should().Be(id);
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
    public void What_has_no_letters_and_digits_at_its_beginning_is_no_id(string id)
        => FluentActions.Invoking(() => SchedulerJobId.Checked(id, "thatId")).Should().Throw<ArgumentException>().WithParameterName("thatId");

    [Theory]
    [InlineData("123_[5-10]", "123_5")]
    [InlineData("123_[5-10]", "123_10")]
    [InlineData("123_[5-10%2]", "123_7")]
    [InlineData("123_[1,3,5-7]", "123_3")]
    [InlineData("123_[1,3,5-7]", "123_6")]
    [InlineData("123_[0-12:4]", "123_8")]
    [InlineData("123_[0-12:4%1]", "123_12")]
    [InlineData("123_[4]", "123_4")]
    public void A_row_of_waiting_tasks_covers_each_of_them(string row, string task) => SchedulerJobId.Covers(row, task).Should().BeTrue();

    [Theory]
    [InlineData("123_[5-10]", "123_4")]
    [InlineData("123_[5-10]", "123_11")]
    [InlineData("123_[5-10]", "12_5")]
    [InlineData("12_[5-10]", "123_5")]
    [InlineData("123_[5-10]", "123")]
    [InlineData("123_[5-10]", "123_")]
    [InlineData("123_[5-10]", "123_x")]
    [InlineData("123_[5-10]", "123_[6]")]
    [InlineData("123_[0-12:4]", "123_5")]
    [InlineData("123_[1,3]", "123_2")]
    [InlineData("123_[1,3,...]", "123_4")]
    [InlineData("123_[5-10:0]", "123_5")]
    [InlineData("123_[5-10", "123_5")]
    [InlineData("123_5", "123_5")]
    [InlineData("123", "123_5")]
    public void A_row_covers_no_other_task(string row, string task) => SchedulerJobId.Covers(row, task).Should().BeFalse();

    [Theory]
    [InlineData("123", 1)]
    [InlineData("123_4", 1)]
    [InlineData("123_[5-10%2]", 6)]
    [InlineData("123_[1,3,5-7]", 5)]
    [InlineData("123_[0-12:4]", 4)]
    [InlineData("123_[1-3,...]", 3)]
    [InlineData("123_[...]", 1)]
    public void A_row_stands_for_so_many_tasks(string row, int count) => SchedulerJobId.TaskCount(row).Should().Be(count);
}
