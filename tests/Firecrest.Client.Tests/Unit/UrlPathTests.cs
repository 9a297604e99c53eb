using System.Globalization;
using Firecrest.Client.Http;

namespace Firecrest.Client.Tests.Unit;

public sealed class UrlPathTests
{
    [Theory]
    [InlineData("daint", "daint")]
    [InlineData("a b", "a%20b")]
    [InlineData("dä", "d%C3%A4")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("100%", "100%25")]
    [InlineData("a+b&c#d?e", "a%2Bb%26c%23d%3Fe")]
    [InlineData("...", "...")]
    public void A_segment_is_escaped(string value, string escaped) => UrlPath.Segment(value, "that").Should().Be(escaped);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public void What_is_no_segment_is_refused(string? value)
        => FluentActions.Invoking(() => UrlPath.Segment(value!, "that")).Should().Throw<ArgumentException>().WithParameterName("that");

    [Fact]
    public void A_query_has_what_is_not_null_in_order()
        => new UrlQuery()
            .Add("a", "1 2").Add("b", (string?)null).Add("c", "").AddFlag("d", true).AddFlag("e", false).Add("f", 5).Add("g", (long?)null).ToString()
            .Should().Be("?a=1%202&c=&d=true&f=5");

    [Fact]
    public void A_query_without_values_is_nothing() => new UrlQuery().Add("a", (string?)null).AddFlag("b", false).ToString().Should().BeEmpty();

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    [InlineData("de-CH")]
    public void Numbers_are_written_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            new UrlQuery().Add("offset", -1234567).Add("size", long.MaxValue).ToString().Should().Be("?offset=-1234567&size=9223372036854775807");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Random_segments_and_queries_come_back_as_they_were()
    {
        var random = new Random(4711);
        var characters = "abcZ019 -._~!*'();:@&=+$,/?#[]%\\\"<>^`{|}äß漢🙂\n\t\u007f".EnumerateRunes().ToArray();
        for (var run = 0; run < 20_000; run++)
        {
            var text = string.Concat(random.GetItems(characters, random.Next(1, 12)));
            if (string.IsNullOrWhiteSpace(text) || text is "." or "..")
            {
                continue;
            }

            var address = new Uri(new Uri("https://firecrest.example/base/"), $"x/{UrlPath.Segment(text, "text")}/y" + new UrlQuery().Add("path", text).Add("last", 1));

            var parts = address.AbsolutePath.Split('/');
            parts.Should().HaveCount(5, text);
            Uri.UnescapeDataString(parts[3]).Should().Be(text);
            var query = address.Query.TrimStart('?').Split('&');
            query.Should().HaveCount(2, text);
            Uri.UnescapeDataString(query[0]["path=".Length..]).Should().Be(text);
            address.Fragment.Should().BeEmpty(text);
        }
    }
}
