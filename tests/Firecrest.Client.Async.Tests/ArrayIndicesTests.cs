using Firecrest.Client.Jobs;

namespace Firecrest.Client.Async.Tests;

/// <summary>Which tasks an array has.</summary>
public sealed class ArrayIndicesTests
{
    [Theory]
    [InlineData("0-4", new[] { 0, 1, 2, 3, 4 })]
    [InlineData("1,3-7:2%2", new[] { 1, 3, 5, 7 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("3,1,3", new[] { 1, 3 })]
    [InlineData("1-5:2147483647", new[] { 1 })]
    public void They_are_read_as_they_are_asked_for(string array, int[] indices) => ArrayIndices.Of(array).Should().Equal(indices);

    [Theory]
    [InlineData("")]
    [InlineData("a-b")]
    [InlineData("1-2-3")]
    [InlineData("0-9:0")]
    [InlineData("-1")]
    [InlineData("0-2147483647")]
    [InlineData("4000002")]
    public void What_no_scheduler_takes_is_refused(string array)
        => FluentActions.Invoking(() => ArrayIndices.Of(array)).Should().Throw<ArgumentException>().WithMessage($"*'{array}'*");
}
