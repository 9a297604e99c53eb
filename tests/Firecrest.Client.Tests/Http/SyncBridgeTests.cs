using Firecrest.Client.Http;

namespace Firecrest.Client.Tests.Http;

public sealed class SyncBridgeTests
{
    [Fact]
    public void EnsureCompleted_throws_on_a_task_that_is_not_complete()
    {
        var open = new TaskCompletionSource<int>();

        FluentActions.Invoking(() => new ValueTask<int>(open.Task).EnsureCompleted()).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new ValueTask((Task)open.Task).EnsureCompleted()).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => open.Task.EnsureCompleted()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void EnsureCompleted_gives_the_result_or_the_failure_itself()
    {
        new ValueTask<int>(5).EnsureCompleted().Should().Be(5);
        FluentActions.Invoking(() => ValueTask.FromException<int>(new FormatException("x")).EnsureCompleted()).Should().Throw<FormatException>().WithMessage("x");
        FluentActions.Invoking(() => ValueTask.FromException(new FormatException("x")).EnsureCompleted()).Should().Throw<FormatException>();
    }
}
