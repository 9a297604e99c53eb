using Firecrest.Client.Files;

namespace Firecrest.Client.Tests.Unit;

public sealed class EscapedNameTests
{
    [Theory]
    [InlineData(@"we ird \303\244 (1).txt", "we ird ä (1).txt")]
    [InlineData(@"\342\202\254", "€")]
    [InlineData(@"\360\237\230\200.txt", "😀.txt")]
    [InlineData(@"a\303\244b\303\266", "aäbö")]
    [InlineData(@"ö\303\244😀", "öä😀")]
    public void Octal_escapes_become_the_characters_that_they_stand_for(string listed, string name)
        => EscapedName.Decode(listed).Should().Be(name);

    [Theory]
    [InlineData("")]
    [InlineData("plain.txt")]
    [InlineData("äöü😀")]
    [InlineData(@"back\slash")]
    [InlineData(@"a\101b")]
    [InlineData(@"a\012b")]
    [InlineData(@"short\30")]
    [InlineData(@"no octal \389")]
    [InlineData(@"trailing\")]
    public void A_name_without_escaped_bytes_stays_as_it_is(string name) => EscapedName.Decode(name).Should().Be(name);

    [Theory]
    [InlineData(@"latin1 \344.txt")]
    [InlineData(@"cut \303")]
    [InlineData(@"\303\244 and \377")]
    public void A_name_whose_bytes_are_no_utf8_stays_as_it_is(string name) => EscapedName.Decode(name).Should().Be(name);
}
