namespace Firecrest.Client.Tests.Unit;

public sealed class JobStateTests
{
    [Theory]
    [InlineData("BOOT_FAIL")]
    [InlineData("CANCELLED")]
    [InlineData("CANCELLED by 5001")]
    [InlineData("CANCELLED+")]
    [InlineData("COMPLETED")]
    [InlineData("completed")]
    [InlineData(" COMPLETED ")]
    [InlineData("DEADLINE")]
    [InlineData("FAILED")]
    [InlineData("NODE_FAIL")]
    [InlineData("OUT_OF_MEMORY")]
    [InlineData("PREEMPTED")]
    [InlineData("REVOKED")]
    [InlineData("TIMEOUT")]
    [InlineData("FAILED,LAUNCH_FAILED")]
    [InlineData("F")]
    [InlineData("C")]
    [InlineData("X")]
    [InlineData("M")]
    public void A_job_in_this_state_is_over(string state)
    {
        new JobState(state).IsTerminal.Should().BeTrue();
        new JobState(state).IsPending.Should().BeFalse();
    }

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("RUNNING,COMPLETING")]
    [InlineData("COMPLETING")]
    [InlineData("COMPLETED,COMPLETING")]
    [InlineData("CANCELLED,COMPLETING")]
    [InlineData("SUSPENDED")]
    [InlineData("STAGE_OUT")]
    [InlineData("NOT_COMPLETED")]
    [InlineData("COMPLETED_SOON")]
    [InlineData("NEW_STATE_OF_SLURM")]
    [InlineData("R")]
    [InlineData("E")]
    [InlineData("B")]
    [InlineData("S")]
    [InlineData("")]
    [InlineData(",")]
    public void A_job_in_this_state_neither_waits_nor_is_over(string state)
    {
        new JobState(state).IsTerminal.Should().BeFalse();
        new JobState(state).IsPending.Should().BeFalse();
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("pending")]
    [InlineData("CONFIGURING")]
    [InlineData("RUNNING,CONFIGURING")]
    [InlineData("PENDING,REQUEUED")]
    [InlineData("PREEMPTED,REQUEUED")]
    [InlineData("REQUEUED")]
    [InlineData("REQUEUE_HOLD")]
    [InlineData("SPECIAL_EXIT")]
    [InlineData("Q")]
    [InlineData("H")]
    [InlineData("W")]
    [InlineData("T")]
    public void A_job_in_this_state_waits(string state)
    {
        new JobState(state).IsPending.Should().BeTrue();
        new JobState(state).IsTerminal.Should().BeFalse();
    }

    [Theory]
    [InlineData("COMPLETED", true)]
    [InlineData("completed", true)]
    [InlineData("COMPLETED,COMPLETING", false)]
    [InlineData("COMPLETING", false)]
    [InlineData("FAILED", false)]
    [InlineData("F", false)]
    [InlineData("", false)]
    public void Only_completed_is_success(string state, bool success) => new JobState(state).IsSuccess.Should().Be(success);

    [Theory]
    [InlineData(JobCategory.Pending, "PENDING,CONFIGURING,POWER_UP_NODE,REQUEUED,REQUEUE_FED,REQUEUE_HOLD,RESV_DEL_HOLD,SPECIAL_EXIT,Q,H,W,T")]
    [InlineData(JobCategory.Running, "RUNNING,running,SIGNALING,RESIZING,UPDATE_DB,R,B")]
    [InlineData(JobCategory.Suspended, "SUSPENDED,STOPPED,S,U")]
    [InlineData(JobCategory.Completing, "COMPLETING,STAGE_OUT,E")]
    [InlineData(JobCategory.Succeeded, "COMPLETED")]
    [InlineData(JobCategory.Failed, "FAILED")]
    [InlineData(JobCategory.Cancelled, "CANCELLED,CANCELLED by 5001,CANCELLED+,REVOKED,M")]
    [InlineData(JobCategory.TimedOut, "TIMEOUT,DEADLINE")]
    [InlineData(JobCategory.NodeFailure, "NODE_FAIL,BOOT_FAIL,LAUNCH_FAILED,RECONFIG_FAIL")]
    [InlineData(JobCategory.OutOfMemory, "OUT_OF_MEMORY")]
    [InlineData(JobCategory.Preempted, "PREEMPTED")]
    [InlineData(JobCategory.Unknown, "F,C,X,NEW_STATE_OF_SLURM,COMPLETED_SOON,?")]
    public void Each_word_has_a_meaning(JobCategory category, string words)
        => words.Split(',').Select(word => (word, new JobState(word).Category)).Should().OnlyContain(seen => seen.Category == category);

    [Theory]
    [InlineData("RUNNING,COMPLETING", JobCategory.Completing)]
    [InlineData("COMPLETED,COMPLETING", JobCategory.Completing)]
    [InlineData("CANCELLED,COMPLETING", JobCategory.Completing)]
    [InlineData("COMPLETED,STAGE_OUT", JobCategory.Completing)]
    [InlineData("RUNNING,CONFIGURING,POWER_UP_NODE", JobCategory.Pending)]
    [InlineData("PENDING,LAUNCH_FAILED", JobCategory.Pending)]
    [InlineData("PREEMPTED,REQUEUED", JobCategory.Pending)]
    [InlineData("NODE_FAIL,REQUEUED", JobCategory.Pending)]
    [InlineData("RUNNING,STOPPED", JobCategory.Suspended)]
    [InlineData("RUNNING,SIGNALING", JobCategory.Running)]
    [InlineData("RUNNING,NEW_STATE", JobCategory.Running)]
    [InlineData("COMPLETED,NEW_STATE", JobCategory.Unknown)]
    [InlineData("FAILED,LAUNCH_FAILED", JobCategory.Failed)]
    [InlineData("COMPLETED,FAILED", JobCategory.Failed)]
    [InlineData("", JobCategory.Unknown)]
    [InlineData(",", JobCategory.Unknown)]
    public void Of_several_words_the_one_that_keeps_a_job_from_being_over_counts(string state, JobCategory category)
    {
        new JobState(state).Category.Should().Be(category);
        new JobState(state).IsTerminal.Should().Be(category >= JobCategory.Succeeded);
        new JobState(state).IsRunning.Should().Be(category == JobCategory.Running);
    }

    [Fact]
    public void Configuring_is_another_state_than_running() => JobState.Configuring.Should().NotBe(JobState.Running).And.NotBe(JobState.Pending);

    [Theory]
    [InlineData("CANCELLED by 5001", "CANCELLED")]
    [InlineData("CANCELLED+", "CANCELLED")]
    [InlineData("Running", "RUNNING")]
    [InlineData("RUNNING, COMPLETING", "RUNNING,COMPLETING")]
    [InlineData("", "")]
    [InlineData(",", "")]
    public void States_of_the_same_words_are_equal(string one, string other)
    {
        var (left, right) = (new JobState(one), new JobState(other));

        (left == right).Should().BeTrue();
        (left != right).Should().BeFalse();
        left.Equals((object)right).Should().BeTrue();
        left.GetHashCode().Should().Be(right.GetHashCode());
    }

    [Theory]
    [InlineData("RUNNING", "RUNNING,COMPLETING")]
    [InlineData("COMPLETED", "COMPLETING")]
    [InlineData("RUNNING", "R")]
    [InlineData("", "RUNNING")]
    [InlineData("COMPLETING,RUNNING", "RUNNING,COMPLETING")]
    public void States_of_other_words_are_not_equal(string one, string other)
    {
        (new JobState(one) == new JobState(other)).Should().BeFalse();
        (new JobState(one) != new JobState(other)).Should().BeTrue();
        new JobState(one).Equals(one).Should().BeFalse("a text is no state");
    }

    [Theory]
    [InlineData("CANCELLED by 5001", "CANCELLED")]
    [InlineData("running,completing", "RUNNING")]
    [InlineData("", "")]
    public void The_text_is_the_schedulers_and_the_name_its_first_word(string text, string name)
    {
        var state = new JobState(text);

        (state.Value, state.ToString(), state.Name).Should().Be((text, text, name));
    }

    [Fact]
    public void A_state_that_was_never_set_is_empty()
    {
        JobState state = default;

        (state.Value, state.Name, state.ToString()).Should().Be(("", "", ""));
        state.Should().Be(new JobState(""));
        state.GetHashCode().Should().Be(new JobState("").GetHashCode());
        (state.IsTerminal || state.IsPending || state.IsSuccess).Should().BeFalse();
    }

    [Fact]
    public void A_state_needs_a_text() => FluentActions.Invoking(() => new JobState(null!)).Should().Throw<ArgumentNullException>();
}
