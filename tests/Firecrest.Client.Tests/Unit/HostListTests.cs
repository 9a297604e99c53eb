namespace Firecrest.Client.Tests.Unit;

public sealed class HostListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("None assigned", "")]
    [InlineData("login1", "login1")]
    [InlineData("nid[001-003,7],login1", "nid001 nid002 nid003 nid7 login1")]
    [InlineData("n[8-11]", "n8 n9 n10 n11")]
    [InlineData("n[08-11]", "n08 n09 n10 n11")]
    [InlineData("n[099-101]", "n099 n100 n101")]
    [InlineData("n[5-5]", "n5")]
    [InlineData("n[3,1,3]", "n3 n1 n3")]
    [InlineData("a[1-2]b[3-4]", "a1b3 a1b4 a2b3 a2b4")]
    [InlineData("[1-2]", "1 2")]
    [InlineData("rack[0-1]-node[01-02]-hsn, login1", "rack0-node01-hsn rack0-node02-hsn rack1-node01-hsn rack1-node02-hsn login1")]
    [InlineData(" a , b ", "a b")]
    public void A_list_stands_for_its_names_in_order(string list, string names)
        => HostList.Expand(list).Should().Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("n[1-3", 2, "a bracket is not closed")]
    [InlineData("n1-3]", 5, "a bracket is closed that was not opened")]
    [InlineData("n[1-[2]]", 5, "a number is missing")]
    [InlineData("n[1[2]]", 4, "'[' cannot stand in a bracket")]
    [InlineData("n[]", 3, "a number is missing")]
    [InlineData("n[1,]", 5, "a number is missing")]
    [InlineData("n[a-b]", 3, "a number is missing")]
    [InlineData("n[1-2-3]", 6, "'-' cannot stand in a bracket")]
    [InlineData("n[3-1]", 3, "a range ends before it begins")]
    [InlineData("n[", 3, "a number is missing")]
    [InlineData("a,,b", 3, "a name is missing")]
    [InlineData("a,", 3, "a name is missing")]
    [InlineData(",a", 1, "a name is missing")]
    [InlineData("a b", 3, "a comma is missing between two names")]
    [InlineData("n[1234567890123456789]", 3, "a number is too long")]
    [InlineData("n[0-999999999]", 3, "it stands for more than 1000000 names")]
    [InlineData("n[0-999999999999999999]", 3, "it stands for more than 1000000 names")]
    [InlineData("n[0-999],m[1-1000]x[1-1000]", 21, "it stands for more than 1000000 names")]
    public void A_list_that_cannot_be_read_is_refused_with_place_and_reason(string list, int position, string reason)
        => FluentActions.Invoking(() => HostList.Expand(list))
            .Should().Throw<FormatException>().WithMessage($"The host list '{list}' cannot be read: at position {position}, {reason}.");

    [Fact]
    public void A_list_may_stand_for_a_million_names()
    {
        HostList.Expand("n[000001-999999],x").Count.Should().Be(HostList.MaxNames);
        var names = HostList.Expand("a[0-999]b[0-999]");
        names.Count.Should().Be(HostList.MaxNames);
        names[1001].Should().Be("a1b1");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("login1", "login1")]
    [InlineData("nid001 nid002 nid003 nid7 login1", "nid[001-003,7],login1")]
    [InlineData("n3 n1 n2 n1", "n[1-3]")]
    [InlineData("n8 n9 n10 n11", "n[8-11]")]
    [InlineData("n08 n09 n10 n11", "n[08-11]")]
    [InlineData("n098 n099 n100 n1000 n1001", "n[098-100,1000-1001]")]
    [InlineData("n1 n01 n2 n02", "n[1-2,01-02]")]
    [InlineData("n n1 n2", "n,n[1-2]")]
    [InlineData("login", "login")]
    [InlineData("a1b3 a1b4", "a1b[3-4]")]
    [InlineData("nid001-hsn nid002-hsn", "nid001-hsn,nid002-hsn")]
    [InlineData("1 2", "[1-2]")]
    public void Names_are_brought_together(string names, string list)
        => HostList.Compress(names.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Should().Be(list);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("n[1]")]
    [InlineData("None assigned")]
    public void What_is_no_name_cannot_be_brought_together(string name)
        => FluentActions.Invoking(() => HostList.Compress(["n1", name])).Should().Throw<ArgumentException>().WithParameterName("names");

    [Fact]
    public void What_was_brought_together_stands_for_the_same_names()
    {
        var random = new Random(20261122);
        string[] prefixes = ["", "n", "n0", "rack1-", "gpu", "n12345678901234567890"];
        for (var round = 0; round < 500; round++)
        {
            var names = Enumerable.Range(0, random.Next(60)).Select(_ => prefixes[random.Next(prefixes.Length)] + Number(random)).Where(name => name.Length > 0).ToHashSet();

            var list = HostList.Compress(names);

            var again = HostList.Expand(list);
            again.Count.Should().Be(names.Count);
            names.SetEquals(again).Should().BeTrue("{0} was made of {1}", list, string.Join(' ', names));
            HostList.Compress(HostList.Expand(list)).Should().Be(list);
        }
    }

    /// <summary>A small number with or without leading zeros, or none.</summary>
    private static string Number(Random random)
        => random.Next(20) == 0 ? "" : random.Next(130).ToString("D" + random.Next(1, 4), System.Globalization.CultureInfo.InvariantCulture);
}
