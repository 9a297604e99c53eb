using Firecrest.Client.Polling;

namespace Firecrest.Client.Async.Tests;

/// <summary>How many ids one request carries.</summary>
public sealed class IdBatchesTests
{
    /// <summary>A comma is three characters in an address.</summary>
    private const int Separator = 3;

    [Theory]
    [InlineData(499, new[] { 499 })]
    [InlineData(500, new[] { 500 })]
    [InlineData(501, new[] { 500, 1 })]
    [InlineData(1000, new[] { 500, 500 })]
    [InlineData(1001, new[] { 500, 500, 1 })]
    public void At_most_five_hundred_go_together(int ids, int[] batches)
        => Sizes(Enumerable.Range(0, ids).Select(i => $"{i}")).Should().Equal(batches);

    [Theory]
    [InlineData(0, new[] { 3 })]
    [InlineData(1, new[] { 2, 1 })]
    public void At_most_what_the_line_of_a_request_holds_goes_together(int tooLong, int[] batches)
    {
        const int Each = (IdBatches.MostCharacters - (2 * Separator)) / 3;
        const int Rest = IdBatches.MostCharacters - (2 * Separator) - (2 * Each);

        Sizes([new('1', Each), new('2', Each), new('3', Rest + tooLong)]).Should().Equal(batches);
    }

    [Fact]
    public void Characters_count_as_they_are_written_in_an_address()
        => Sizes([new('[', IdBatches.MostCharacters / 3), "1"]).Should().Equal(1, 1);

    [Fact]
    public void An_id_that_is_too_long_for_any_line_goes_alone_and_none_is_lost()
    {
        List<string> ids = ["1", new('2', 20_000), "3"];

        IdBatches.Of(ids).SelectMany(batch => batch).Should().Equal(ids);
        Sizes(ids).Should().Equal(1, 1, 1);
    }

    [Fact]
    public void No_ids_are_no_request() => IdBatches.Of([]).Should().BeEmpty();

    private static IEnumerable<int> Sizes(IEnumerable<string> ids) => IdBatches.Of([.. ids]).Select(batch => batch.Count);
}
