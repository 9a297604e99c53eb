using Firecrest.Client;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Tests;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("-o out", "out")]
    [InlineData("-oout", "out")]
    [InlineData("--output=out", "out")]
    [InlineData("--output out", "out")]
    [InlineData("\t--output=\"my out\"", "my out")]
    [InlineData("-o 'a \"b\"' # comment", "a \"b\"")]
    [InlineData("-o a\\ b", "a b")]
    [InlineData("-o a#b", "a#b")]
    [InlineData("-N 1 -J name -o out --exclusive", "out")]
    [InlineData("--exclusive -H --requeue -o out", "out")]
    [InlineData("-Ho out", "out")]
    [InlineData("-o first --output=out", "out")]
    [InlineData("-o=out", "=out")]
    [InlineData("--nice -o out", "out")]
    [InlineData("--nice=5 --get-user-env -o out", "out")]
    [InlineData("--get-user-env -o out", "out")]
    [InlineData("# -o out", null)]
    [InlineData("-J name", null)]
    public void An_option_is_read_in_all_of_its_forms(string line, string? output)
        => SbatchDirectives.Parse("#!/bin/bash\n#SBATCH " + line + "\ntrue\n")['o', "output"].Should().Be(output);

    [Fact]
    public void Directives_end_at_the_first_command()
    {
        string script = "#!/bin/bash\n\n# comment\n##SBATCH -o not-this\n #SBATCH -o nor-this\n#SBATCH -J early\n   \n#SBATCH -t 10\necho\n#SBATCH -J late\n";

        var directives = SbatchDirectives.Parse(script);

        directives.Find("job-name").Should().Be("early");
        directives['t', "time"].Should().Be("10");
        directives.Find("output").Should().BeNull();
    }

    [Fact]
    public void A_flag_takes_no_value()
    {
        var directives = SbatchDirectives.Parse("#!/bin/bash\n#SBATCH --hold --exclusive=user -W -J x --kill-on-invalid-dep yes\n");

        directives['H', "hold"].Should().BeEmpty();
        directives.Find("exclusive").Should().Be("user");
        directives['W', "wait"].Should().BeEmpty();
        directives['J', "job-name"].Should().Be("x");
        directives.Find("kill-on-invalid-dep").Should().Be("yes", "it needs one");
    }

    [Theory]
    [InlineData("30", 30 * 60)]
    [InlineData("2:00", 120)]
    [InlineData("0:01", 60)]
    [InlineData("1:30:00", 5400)]
    [InlineData("1-12", 36 * 3600)]
    [InlineData("1-00:30", 86400 + 1800)]
    [InlineData("0-00:15:00", 900)]
    public void A_time_limit_is_read_in_all_of_its_forms(string text, int seconds)
    {
        SlurmTime.TryParse(text, out TimeSpan? limit).Should().BeTrue();
        limit.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("UNLIMITED", true)]
    [InlineData("0", true)]
    [InlineData("soon", false)]
    [InlineData("1:2:3:4", false)]
    [InlineData("1-2-3", false)]
    [InlineData("", false)]
    public void No_limit_and_no_time_are_told_apart(string text, bool isTime)
    {
        SlurmTime.TryParse(text, out TimeSpan? limit).Should().Be(isTime);
        limit.Should().BeNull();
    }

    [Theory]
    [InlineData("1-3", "1,2,3")]
    [InlineData("0-15:4", "0,4,8,12")]
    [InlineData("7,1,5-6", "1,5,6,7")]
    [InlineData("3-1", null)]
    [InlineData("1-2000", null)]
    [InlineData("1-3:0", null)]
    [InlineData("", null)]
    public void An_array_is_read_as_slurm_does(string text, string? indices)
        => (ArrayRange.TryParse(text) is { } range ? string.Join(',', range.Indices) : null).Should().Be(indices);

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("both ' and \"", "'both \\' and \"'")]
    [InlineData("line\nend\\", "'line\\nend\\\\'")]
    public void Text_is_quoted_as_python_does(string text, string expected) => PythonText.Quote(text).Should().Be(expected);
}
