namespace Firecrest.Client.Tests.Unit;

/// <summary>FileStat, FileType and ReadWindow.</summary>
public sealed class FileModelsTests
{
    [Theory]
    [InlineData("100644", "-")]
    [InlineData("040755", "d")]
    [InlineData("120777", "l")]
    [InlineData("010644", "p")]
    [InlineData("020620", "c")]
    [InlineData("060660", "b")]
    [InlineData("140755", "s")]
    [InlineData("000644", "?")]
    public void The_type_of_a_file_is_in_its_mode(string octal, string type)
        => new FileStat { Mode = Convert.ToInt32(octal, 8) }.Type.Should().Be(new FileType(type));

    [Theory]
    [InlineData("100644", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    [InlineData("104700", UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    [InlineData("102010", UnixFileMode.SetGroup | UnixFileMode.GroupExecute)]
    [InlineData("041001", UnixFileMode.StickyBit | UnixFileMode.OtherExecute)]
    [InlineData("100000", UnixFileMode.None)]
    public void The_permissions_of_a_file_are_in_its_mode(string octal, UnixFileMode permissions)
        => new FileStat { Mode = Convert.ToInt32(octal, 8) }.Permissions.Should().Be(permissions);

    [Fact]
    public void Types_have_the_letters_of_ls()
    {
        (FileType.RegularFile.Value, FileType.Directory.ToString(), FileType.SymbolicLink.ToString()).Should().Be(("-", "d", "l"));
        FileType.RegularFile.Should().Be(new FileStat { Mode = 33188 }.Type);
    }

    [Fact]
    public void A_type_that_was_never_set_has_an_empty_text() => default(FileType).ToString().Should().BeEmpty();

    [Fact]
    public void A_window_counts_lines_or_bytes()
    {
        var (lines, bytes) = (ReadWindow.Lines(10), ReadWindow.Bytes(5_000_000_000));

        (lines.LineCount, lines.ByteCount).Should().Be((10L, null));
        (bytes.LineCount, bytes.ByteCount).Should().Be((null, 5_000_000_000L));
        lines.Should().Be(ReadWindow.Lines(10)).And.NotBe(ReadWindow.Bytes(10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_window_is_not_empty(long count)
    {
        FluentActions.Invoking(() => ReadWindow.Lines(count)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(count));
        FluentActions.Invoking(() => ReadWindow.Bytes(count)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(count));
    }
}
