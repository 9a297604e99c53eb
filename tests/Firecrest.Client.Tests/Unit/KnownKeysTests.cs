using Firecrest.Client.Jobs;
using Firecrest.Client.V2;

namespace Firecrest.Client.Tests.Unit;

public sealed class KnownKeysTests
{
    private const string Bash = "#!/bin/bash\n";

    private readonly SubmissionKey _key = SubmissionKey.Create("run 1");

    private readonly KnownKeys _known = new();

    [Fact]
    public void A_job_is_known_by_each_key_in_its_script()
    {
        var other = SubmissionKey.Create("run 2");
        _known.Add("daint", "1", _key.InsertInto(other.InsertInto(Bash)));
        _known.Add("daint", "2", Bash);

        (_known.Has(_key, "daint", "1"), _known.Has(other, "daint", "1"), _known.Has(SubmissionKey.Create("run 3"), "daint", "1")).Should().Be((true, true, false));
        (_known.Has(_key, "daint", "2"), _known.Has(_key, "daint", "3"), _known.Has(_key, "eiger", "1")).Should().Be((false, null, null));
    }

    [Fact]
    public void A_system_is_known_in_any_case_and_an_array_by_its_tasks()
    {
        _known.Add("Daint", "1_4", _key.InsertInto(Bash));

        _known.Has(_key, "daint", "1").Should().BeTrue();
    }

    [Fact]
    public void The_oldest_jobs_are_forgotten()
    {
        for (var id = 1; id <= 20_001; id++)
        {
            _known.Add("daint", id.ToString(System.Globalization.CultureInfo.InvariantCulture), Bash);
        }

        (_known.Has(_key, "daint", "1"), _known.Has(_key, "daint", "2"), _known.Has(_key, "daint", "20001")).Should().Be((null, false, false));
    }

    [Theory]
    [InlineData("# firecrest-key: ")]
    [InlineData("# firecrest-key: b945")]
    public void A_mark_that_is_cut_is_none(string script)
    {
        _known.Add("daint", "1", script);

        _known.Has(_key, "daint", "1").Should().BeFalse();
    }
}
