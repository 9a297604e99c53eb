namespace Firecrest.Client.Tests.Unit;

public sealed class RemotePathTests
{
    /// <summary>What random paths are made of.</summary>
    private static readonly string[] Parts = ["a", "b.txt", ".", "..", "...", ".hidden", "a b", "ä", "\\", "x.tar.gz", "-", "🙂", "", "~"];

    [Theory]
    [InlineData("/")]
    [InlineData("/home/me")]
    [InlineData("/home/we ird ä (1) \"x\" $y `z` \\n;&|*?.txt")]
    [InlineData("/home/../etc/")]
    public void An_absolute_path_is_sent_as_it_is(string path)
    {
        new RemotePath(path).ForRequest("path").Should().Be(path);
        new RemotePath(path).ToString().Should().Be(path);
    }

    [Theory]
    [InlineData("", "*empty*")]
    [InlineData("home/me", "'home/me' is not an absolute path*begin with /*")]
    [InlineData("C:\\me", "*not an absolute path*")]
    [InlineData(" /me", "*not an absolute path*")]
    public void A_text_that_is_no_absolute_path_is_refused(string path, string message)
    {
        FluentActions.Invoking(() => new RemotePath(path)).Should().Throw<ArgumentException>().WithMessage(message).WithParameterName(nameof(path));
        FluentActions.Invoking(() => (RemotePath)path).Should().Throw<ArgumentException>().WithMessage(message);
        RemotePath.FromServer(path).Should().BeNull();
    }

    [Fact]
    public void A_path_is_needed()
    {
        FluentActions.Invoking(() => new RemotePath(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => default(RemotePath).ForRequest("thatPath")).Should().Throw<ArgumentException>().WithParameterName("thatPath");
        RemotePath.FromServer(null).Should().BeNull();
        default(RemotePath).ToString().Should().BeEmpty();
        default(RemotePath).Equals(RemotePath.Root).Should().BeFalse();
    }

    [Theory]
    [InlineData("/it's", "The path /it's contains a single quote*could run as a command*")]
    [InlineData("/a\nb", "*control character*")]
    [InlineData("/a\u007fb", "*control character*")]
    public void A_path_that_the_server_would_misread_is_not_sent(string path, string message)
        => FluentActions.Invoking(() => new RemotePath(path).ForRequest("thatPath"))
            .Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("thatPath");

    [Fact]
    public void Characters_are_checked_of_a_relative_path_too()
    {
        RemotePath.CheckCharacters("out/%j.txt", "path").Should().Be("out/%j.txt");
        FluentActions.Invoking(() => RemotePath.CheckCharacters("it's", "path")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RemotePath.CheckCharacters("a\rb", "path")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("/w", "a", "/w/a")]
    [InlineData("/w/", "a/b", "/w/a/b")]
    [InlineData("/", "a", "/a")]
    [InlineData("/w", "/a", "/a")]
    [InlineData("/w", "../a", "/w/../a")]
    [InlineData("/w", "", "/w")]
    public void A_path_is_below_the_directory_unless_it_is_absolute(string directory, string path, string joined)
    {
        new RemotePath(directory).Join(path).Should().Be(joined);
        (new RemotePath(directory) / path).Should().Be(joined);
    }

    [Theory]
    [InlineData("/a/b.txt", "/a", "b.txt", ".txt")]
    [InlineData("/b.txt", "/", "b.txt", ".txt")]
    [InlineData("/a/b/", "/a", "b", "")]
    [InlineData("/a//b.gz//", "/a", "b.gz", ".gz")]
    [InlineData("/", "/", "", "")]
    [InlineData("//", "/", "", "")]
    [InlineData("/a\\b", "/", "a\\b", "")]
    [InlineData("/a.b/c", "/a.b", "c", "")]
    [InlineData("/x.tar.gz", "/", "x.tar.gz", ".gz")]
    [InlineData("/.bashrc", "/", ".bashrc", "")]
    [InlineData("/a/..", "/a", "..", "")]
    [InlineData("/a.", "/", "a.", ".")]
    [InlineData("/..a", "/", "..a", "")]
    public void A_path_has_a_parent_a_name_and_an_extension(string path, string parent, string name, string extension)
    {
        RemotePath it = path;
        it.Parent.Should().Be(parent);
        it.Name.Should().Be(name);
        it.Extension.Should().Be(extension);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a/", true)]
    [InlineData("/a", false)]
    public void A_slash_at_the_end_is_kept(string path, bool trailing) => new RemotePath(path).HasTrailingSlash.Should().Be(trailing);

    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/a//b/./c/", "/a/b/c")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/../../a/..", "/")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/a/..b", "/a/..b")]
    public void A_normal_path_has_no_dots_and_no_empty_parts(string path, string normal)
        => new RemotePath(path).Normalize().ToString().Should().Be(normal);

    [Theory]
    [InlineData("/", "/a", true)]
    [InlineData("/", "/", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b/c", true)]
    [InlineData("/a/", "/a/b/../c", true)]
    [InlineData("/a", "/a/../b", false)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/", false)]
    [InlineData("/a", "/A/b", false)]
    public void A_directory_contains_itself_and_what_is_below_it(string directory, string path, bool contains)
        => new RemotePath(directory).Contains(path).Should().Be(contains);

    [Theory]
    [InlineData("/a", "/a/b/c", "b/c")]
    [InlineData("/a/b", "/a", "..")]
    [InlineData("/a/b", "/c/d", "../../c/d")]
    [InlineData("/a", "/a/", ".")]
    [InlineData("/", "/a", "a")]
    public void The_way_between_two_paths(string from, string to, string way) => new RemotePath(to).RelativeTo(from).Should().Be(way);

    [Fact]
    public void Paths_are_the_same_when_their_texts_are()
    {
        RemotePath path = "/a";
        (path == "/a").Should().BeTrue();
        (path != "/a/").Should().BeTrue();
        path.Equals((object)new RemotePath("/a")).Should().BeTrue();
        path.Equals("/a").Should().BeTrue("a string becomes a path by itself");
        path.GetHashCode().Should().Be(new RemotePath("/a").GetHashCode());
    }

    [Fact]
    public void Laws_of_paths_hold_for_random_ones()
    {
        var random = new Random(4711);
        for (var run = 0; run < 20_000; run++)
        {
            var path = Any(random);
            var other = Any(random);
            var normal = path.Normalize();
            var about = $"of '{path}' and '{other}'";

            normal.Normalize().Should().Be(normal.ToString(), about);
            normal.ToString().Split('/').Should().NotContain([".", ".."], about);
            path.Contains(path / "x").Should().BeTrue(about);
            RemotePath.Root.Contains(path).Should().BeTrue(about);
            (other / path.RelativeTo(other)).Normalize().Should().Be(normal.ToString(), about);
            (normal == RemotePath.Root || normal.Parent / normal.Name == normal).Should().BeTrue(about);
            path.Name.Should().EndWith(path.Extension, about).And.NotContain("/", about);
            path.Parent.ToString().Should().StartWith("/", about);
            (path.Contains(other) && other.Contains(path)).Should().Be(normal == other.Normalize(), about);
        }
    }

    private static RemotePath Any(Random random) => "/" + string.Join('/', random.GetItems(Parts, random.Next(6)));
}
