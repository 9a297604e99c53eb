using Firecrest.Client.Jobs;

namespace Firecrest.Client.Tests.Unit;

public sealed class SubmissionKeyTests
{
    private const string Mark = "# firecrest-key: b945d8cb026e35c6\n";

    [Theory]
    [InlineData("#!/bin/bash", "#!/bin/bash\n" + Mark)]
    [InlineData("#!/bin/bash\necho\n", "#!/bin/bash\n" + Mark + "echo\n")]
    [InlineData("#!/bin/bash\n#SBATCH -J a\n\n# remark\n#SBATCH -t 5\n\necho\n#SBATCH late\n", "#!/bin/bash\n#SBATCH -J a\n\n# remark\n#SBATCH -t 5\n" + Mark + "\necho\n#SBATCH late\n")]
    [InlineData("#!/bin/bash\n#PBS -N a", "#!/bin/bash\n#PBS -N a\n" + Mark)]
    [InlineData("#!/bin/bash\n# remark\necho", "#!/bin/bash\n" + Mark + "# remark\necho")]
    public void The_key_stands_behind_the_directives(string script, string marked)
    {
        var key = SubmissionKey.Create("run 1");

        key.InsertInto(script).Should().Be(marked);
        key.IsIn(key.InsertInto(script)).Should().BeTrue();
        key.IsIn(script).Should().BeFalse();
    }

    [Fact]
    public void The_same_key_makes_the_same_mark_and_another_one_another()
    {
        var script = SubmissionKey.Create("run 1").InsertInto("#!/bin/sh\n");

        SubmissionKey.Create("run 1").IsIn(script).Should().BeTrue();
        SubmissionKey.Create("run 2").IsIn(script).Should().BeFalse();
        script.Should().NotContain("run 1", "the key may say more than others should read");
    }

    [Fact]
    public void Generated_keys_differ_and_can_be_given_again()
    {
        var key = SubmissionKey.Create(null);

        key.IsCallers.Should().BeFalse();
        SubmissionKey.Create(null).Value.Should().NotBe(key.Value);
        SubmissionKey.Create(key.Value).IsIn(key.InsertInto("#!/bin/sh\n")).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_key_is_refused(string key)
        => FluentActions.Invoking(() => SubmissionKey.Create(key)).Should().Throw<ArgumentException>().WithParameterName("IdempotencyKey");
}
