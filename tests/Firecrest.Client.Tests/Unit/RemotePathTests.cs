using Firecrest.Client.Files;

namespace Firecrest.Client.Tests.Unit;

public sealed class RemotePathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/home/me")]
    [InlineData("/home/we ird ä (1) \"x\" $y `z` \\n;&|*?.txt")]
    [InlineData("/home/../etc/")]
    public void An_absolute_path_passes_as_it_is(string path) => RemotePath.Checked(path, "path").Should().Be(path);

    [Theory]
    [InlineData("", "*empty*")]
    [InlineData("home/me", "'home/me' is not an absolute path*begin with /*")]
    [InlineData("C:\\me", "*not an absolute path*")]
    [InlineData(" /me", "*not an absolute path*")]
    [InlineData("/it's", "The path /it's contains a single quote*could run as a command*")]
    [InlineData("/a\nb", "*control character*")]
    [InlineData("/a\u007fb", "*control character*")]
    public void A_path_that_the_server_would_misread_is_refused(string path, string message)
        => FluentActions.Invoking(() => RemotePath.Checked(path, "thatPath"))
            .Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("thatPath");

    [Fact]
    public void A_path_is_needed()
        => FluentActions.Invoking(() => RemotePath.Checked(null!, "thatPath")).Should().Throw<ArgumentNullException>().WithParameterName("thatPath");

    [Fact]
    public void Characters_are_checked_of_a_relative_path_too()
    {
        RemotePath.CheckedCharacters("out/%j.txt", "path").Should().Be("out/%j.txt");
        FluentActions.Invoking(() => RemotePath.CheckedCharacters("it's", "path")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RemotePath.CheckedCharacters("a\rb", "path")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("/w", "a", "/w/a")]
    [InlineData("/w/", "a/b", "/w/a/b")]
    [InlineData("/", "a", "/a")]
    [InlineData("/w", "/a", "/a")]
    [InlineData("/w", "../a", "/w/../a")]
    public void A_path_is_below_the_directory_unless_it_is_absolute(string directory, string path, string resolved)
        => RemotePath.Resolve(directory, path).Should().Be(resolved);

    [Theory]
    [InlineData("/a/b.txt", "/a", "b.txt")]
    [InlineData("/b.txt", "/", "b.txt")]
    [InlineData("/a/b/", "/a/b", "")]
    [InlineData("/", "/", "")]
    [InlineData("/a\\b", "/", "a\\b")]
    public void A_path_has_a_directory_and_a_name(string path, string directory, string name)
    {
        RemotePath.Directory(path).Should().Be(directory);
        RemotePath.FileName(path).Should().Be(name);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/a//b/./c/", "/a/b/c")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/../../a/..", "/")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/a/..b", "/a/..b")]
    public void A_normal_path_has_no_dots_and_no_empty_parts(string path, string normal) => RemotePath.Normalise(path).Should().Be(normal);

    [Theory]
    [InlineData("/", "/a", true)]
    [InlineData("/", "/", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b/c", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/", false)]
    [InlineData("/a", "/A/b", false)]
    public void A_directory_holds_itself_and_what_is_below_it(string directory, string path, bool holds)
        => RemotePath.Holds(directory, path).Should().Be(holds);
}
