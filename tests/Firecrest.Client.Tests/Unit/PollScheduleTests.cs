namespace Firecrest.Client.Tests.Unit;

public sealed class PollScheduleTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.75)]
    [InlineData(2, 1.125)]
    [InlineData(11, 43.248779296875)]
    [InlineData(12, 60)]
    [InlineData(1_000_000, 60)]
    public void Pauses_grow_by_half_up_to_a_minute(int look, double seconds)
        => new PollSchedule { Jitter = 0 }.DelayAfter(look).Should().BeCloseTo(TimeSpan.FromSeconds(seconds), TimeSpan.FromMilliseconds(1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_fixed_schedule_has_the_same_pause_each_time(int look)
        => PollSchedule.Every(TimeSpan.FromSeconds(7)).DelayAfter(look).Should().Be(TimeSpan.FromSeconds(7));

    [Fact]
    public void The_longest_pause_counts_also_for_the_first()
        => new PollSchedule { InitialDelay = TimeSpan.FromMinutes(5), Jitter = 0 }.DelayAfter(0).Should().Be(TimeSpan.FromMinutes(1));

    [Fact]
    public void Pauses_vary_by_their_jitter_and_not_more()
    {
        var schedule = new PollSchedule { InitialDelay = TimeSpan.FromSeconds(10), Jitter = 0.2 };

        var pauses = Enumerable.Range(0, 1000).Select(_ => schedule.DelayAfter(0).TotalSeconds).ToList();

        pauses.Should().OnlyContain(pause => pause >= 8 && pause <= 12);
        pauses.Should().Contain(pause => pause < 9).And.Contain(pause => pause > 11, "of 1000 even shares a quarter is at either end");
    }

    [Fact]
    public void No_pause_is_longer_than_the_longest_whatever_the_jitter()
    {
        var schedule = new PollSchedule { MaxDelay = TimeSpan.FromSeconds(10), Jitter = 0.5 };

        var pauses = Enumerable.Range(0, 1000).Select(_ => schedule.DelayAfter(100).TotalSeconds).ToList();

        pauses.Should().OnlyContain(pause => pause >= 3.33 && pause <= 10.0001);
        pauses.Should().Contain(pause => pause > 9, "of 1000 even shares a seventh is up there");
    }

    [Fact]
    public void The_defaults_are_valid() => FluentActions.Invoking(() => new WaitOptions().Validate()).Should().NotThrow();

    public static TheoryData<string, WaitOptions> Invalid => new()
    {
        { "Schedule.InitialDelay is 00:00:00;*", With(new PollSchedule { InitialDelay = TimeSpan.Zero }) },
        { "Schedule.InitialDelay is -00:00:01;*", With(PollSchedule.Every(TimeSpan.FromSeconds(-1))) },
        { "Schedule.MaxDelay is 00:00:00;*", With(new PollSchedule { MaxDelay = TimeSpan.Zero }) },
        { "Schedule.Factor is 0;*", With(new PollSchedule { Factor = 0 }) },
        { "Schedule.Factor is NaN;*", With(new PollSchedule { Factor = double.NaN }) },
        { "Schedule.Factor is *;*", With(new PollSchedule { Factor = double.PositiveInfinity }) },
        { "Schedule.Jitter is -1;*", With(new PollSchedule { Jitter = -1 }) },
        { "Schedule.Jitter is 1;*", With(new PollSchedule { Jitter = 1 }) },
        { "Schedule.Jitter is NaN;*", With(new PollSchedule { Jitter = double.NaN }) },
        { "NotFoundGrace is -00:00:01;*", new WaitOptions { NotFoundGrace = TimeSpan.FromSeconds(-1) } },
        { "OutageTolerance is -00:00:01;*", new WaitOptions { OutageTolerance = TimeSpan.FromSeconds(-1) } },
        { "TimeLimit is 00:00:00;*", new WaitOptions { TimeLimit = TimeSpan.Zero } },
        { "*Schedule*", With(null!) },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void An_option_that_cannot_be_is_refused_by_name_and_value(string message, WaitOptions options)
        => FluentActions.Invoking(options.Validate).Should().Throw<ArgumentException>().WithMessage(message);

    private static WaitOptions With(PollSchedule schedule) => new() { Schedule = schedule };
}
