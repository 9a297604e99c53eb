using Firecrest.Client.Jobs;
using Firecrest.Client.V1;
using Firecrest.Client.V2;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What of a script and its description goes into a submission, before anything is sent.</summary>
public sealed class SubmitPlanTests
{
    private const string Parts = "#!/bin/bash\n#SBATCH -n 1 -o first.txt -D /elsewhere\n#SBATCH hetjob\n#SBATCH -n 2 -o second.txt -J second\necho\n";

    private static readonly SystemInfo Slurm = new() { Name = "daint", SchedulerType = "slurm", SchedulerConnectionMode = "ssh" };

    private static readonly SystemInfo Pbs = new() { Name = "aurora", SchedulerType = "pbs" };

    private static readonly SubmissionKey Key = SubmissionKey.Create("run 1");

    public static TheoryData<string, string> DamagingNames => new()
    {
        { "slurm", "#SBATCH -J a|b" },
        { "slurm", "#SBATCH --job-name=\"a\tb\"" },
        { "slurm", "#SBATCH -J a\n#SBATCH hetjob\n#SBATCH -J b|c" },
        { "pbs", "#PBS -N a|b" },
    };

    [Theory, MemberData(nameof(DamagingNames))]
    public void A_name_in_a_script_that_would_damage_the_list_of_jobs_is_refused(string scheduler, string directive)
        => FluentActions.Invoking(() => Plan(Job($"#!/bin/bash\n{directive}\n"), scheduler == "pbs" ? Pbs : Slurm)).Should().Throw<ArgumentException>().WithMessage("*'|'*");

    [Fact]
    public void A_name_in_extra_directives_that_would_damage_the_list_of_jobs_is_refused()
    {
        var job = Job("#!/bin/bash\n") with { ExtraDirectives = ["--job-name=a|b"] };

        FluentActions.Invoking(() => Plan(job, Slurm)).Should().Throw<ArgumentException>().WithMessage("*'|'*");
        FluentActions.Invoking(() => V1(job)).Should().Throw<ArgumentException>().WithMessage("*'|'*");
    }

    [Fact]
    public void The_output_of_a_script_of_several_parts_is_that_of_the_first()
    {
        var plan = Plan(Job(Parts), Slurm);

        (plan.Request.StandardOutput, plan.JobName).Should().Be(("first.txt", null));
        plan.Request.Script.Should().Be(Parts);
    }

    [Fact]
    public void A_script_of_several_parts_is_refused_where_directives_are_not_read()
        => FluentActions.Invoking(() => Plan(Job("#!/bin/bash\n#SBATCH -p a\n#SBATCH hetjob\n#SBATCH -p b\n"), Slurm with { SchedulerConnectionMode = "rest" }))
            .Should().Throw<FirecrestNotSupportedException>().WithMessage("*hetjob*");

    [Fact]
    public void On_v1_the_directory_goes_into_the_first_of_several_parts()
    {
        var plan = V1(Job(Parts));

        (plan.Output, plan.JobName).Should().Be(("first.txt", "job.sh"));
        Sent(plan).Should().Contain(
            "#!/bin/bash\n#SBATCH -n 1 -o first.txt\n#SBATCH --job-name=job.sh\n#SBATCH --chdir=/w\n#SBATCH hetjob\n#SBATCH -n 2 -o second.txt -J second\n# firecrest-key: ");
    }

    [Fact]
    public void On_v1_nothing_can_carry_what_is_set_beside_several_parts()
        => FluentActions.Invoking(() => V1(Job(Parts) with { Partition = "debug" })).Should().Throw<FirecrestNotSupportedException>().WithMessage("*Partition*");

    [Fact]
    public void On_v1_a_directory_cannot_end_its_directive()
        => FluentActions.Invoking(() => V1(JobDescription.FromScript("#!/bin/bash\n", "/w\n#SBATCH --nodes=99"))).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("#!/bin/bash\n#SBATCH -J own -n 2\necho\n", null, DirectiveConflict.Fail, "own")]
    [InlineData("#!/bin/bash\n#SBATCH -J own\necho\n", null, DirectiveConflict.DescriptionWins, "own")]
    [InlineData("#!/bin/bash\n#SBATCH -J own\necho\n", "given", DirectiveConflict.DescriptionWins, "given")]
    [InlineData("#!/bin/bash\n#SBATCH -J own\necho\n", "given", DirectiveConflict.ScriptWins, "own")]
    [InlineData("#!/bin/bash\necho\n", null, DirectiveConflict.Fail, "firecrest")]
    public void On_v1_the_key_is_appended_to_the_name_that_the_job_would_have(string script, string? name, DirectiveConflict rule, string expected)
    {
        var plan = V1(Job(script) with { Name = name, DirectiveConflicts = rule }, keyInName: true);

        plan.JobName.Should().Be(Key.AppendTo(expected));
        Sent(plan).Should().Contain($"#SBATCH --job-name={Key.AppendTo(expected)}\n").And.NotContain("-J own");
    }

    [Theory]
    [InlineData("#!/bin/bash\n#PBS -N own\n", "own")]
    [InlineData("#!/bin/bash\n#PBS -N \"own\" -q debug\n", "own")]
    [InlineData("#!/bin/bash\n", null)]
    public void The_name_in_a_PBS_script_is_known(string script, string? name) => Plan(Job(script), Pbs).JobName.Should().Be(name);

    private static JobDescription Job(string script) => JobDescription.FromScript(script, "/w");

    private static SubmitPlan Plan(JobDescription job, SystemInfo system) => SubmitPlan.Inline(job, system, acceptIgnored: false, defaultName: null);

    private static V1SubmitPlan V1(JobDescription job, bool keyInName = false) => V1SubmitPlan.Inline("cluster", job, Key, keyInName);

    private static string Sent(V1SubmitPlan plan) => SentRequest.Of(plan.Request).Text();
}
