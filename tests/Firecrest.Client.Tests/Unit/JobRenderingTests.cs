namespace Firecrest.Client.Tests.Unit;

public sealed class JobRenderingTests
{
    private const string Bash = "#!/bin/bash\n";

    private static readonly JobDescription Job = JobDescription.FromScript(Bash + "echo\n", "/w");

    private static readonly JobDescription Full = JobDescription.FromScript("#!/bin/bash -l\n# Made by hand.\n#SBATCH --hint=nomultithread\n#PBS -k oe\n\necho started\nsrun app\n", "/w") with
    {
        Name = "name with blanks",
        Account = "csstaff",
        Partition = "normal",
        TimeLimit = new TimeSpan(1, 2, 3, 4, 500),
        Nodes = 4,
        TasksPerNode = 8,
        CpusPerTask = 2,
        MemoryMiB = 64 * 1024,
        GpusPerNode = 4,
        Exclusive = true,
        Array = "0-9:3%2",
        Dependencies = [JobDependency.AfterOk("12"), JobDependency.AfterAny("13"), JobDependency.AfterOk("14", "15")],
        Requeue = false,
        MailUser = "me@example.org",
        MailTypes = MailTypes.Begin | MailTypes.End | MailTypes.Fail,
        StandardOutput = "out.txt",
        StandardError = "err.txt",
        Environment = new Dictionary<string, string> { ["GREETING"] = "it's $(id)" },
    };

    public static TheoryData<string, JobDescription> Golden => new()
    {
        {
            "slurm", Full with
            {
                Reservation = "maintenance",
                Qos = "high",
                Gres = "gpu:a100:2",
                Constraints = "gpu&nvme",
                Licenses = "matlab:2",
                Dependencies = [.. Full.Dependencies, JobDependency.Singleton],
                Begin = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
                Signal = "B:USR1@300",
                Comment = "say \"hi\" # not a comment \\ 'really'",
                StandardInput = "in.txt",
                ExtraDirectives = ["--switches=1", "-w nid001"],
            }
        },
        { "pbs", Full with { ExtraDirectives = ["-l software=matlab"] } },
    };

    [Theory, MemberData(nameof(Golden))]
    public void A_full_description_is_rendered(string scheduler, JobDescription job)
        => job.Render(scheduler).Should().Be(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "rendered", scheduler + ".sh")));

    [Fact]
    public void A_plain_description_leaves_the_script_as_it_is() => Job.Render().Should().Be(Job.Script);

    [Theory]
    [InlineData(DirectiveConflict.DescriptionWins, Bash + "#SBATCH -n 4\n#SBATCH --time=0-01:00:00\necho\n")]
    [InlineData(DirectiveConflict.ScriptWins, Bash + "#SBATCH -n 4 -t 10 # remark\n#SBATCH --time 20\necho\n")]
    public void What_is_said_twice_is_decided_by_rule(DirectiveConflict rule, string expected)
        => (Job with { Script = Bash + "#SBATCH -n 4 -t 10 # remark\n#SBATCH --time 20\necho\n", TimeLimit = TimeSpan.FromHours(1), DirectiveConflicts = rule }).Render().Should().Be(expected);

    [Fact]
    public void What_is_said_twice_and_differs_is_refused_when_that_is_asked_for()
    {
        var job = Job with { Script = Bash + "#SBATCH -p debug\n", Partition = "normal", DirectiveConflicts = DirectiveConflict.Fail };

        job.Invoking(it => it.Render()).Should().Throw<ArgumentException>().WithMessage("*Partition says --partition=normal*-p debug*");
        (job with { Partition = "debug" }).Render().Should().Be(job.Script);
    }

    [Theory]
    [InlineData("--mem=5G", "--mem-per-cpu=100M")]
    [InlineData("--mem-per-gpu=5G", "--mem-per-cpu=100M")]
    public void Options_that_exclude_one_another_are_about_the_same(string script, string rendered)
        => (Job with { Script = $"{Bash}#SBATCH {script}\necho\n", MemoryPerCpuMiB = 100 }).Render().Should().Be($"{Bash}#SBATCH {rendered}\necho\n");

    [Theory]
    [InlineData("#!/bin/bash", "#!/bin/bash\n#SBATCH --nodes=2\n")]
    [InlineData("#!/bin/bash\n#SBATCH -N 1", "#!/bin/bash\n#SBATCH --nodes=2\n")]
    [InlineData("#!/bin/bash\n#SBATCH -HN1\necho", "#!/bin/bash\n#SBATCH --hold\n#SBATCH --nodes=2\necho")]
    [InlineData("#!/bin/bash\necho\n#SBATCH -N 1\n", "#!/bin/bash\n#SBATCH --nodes=2\necho\n#SBATCH -N 1\n")]
    [InlineData("#!/bin/bash\r\n#SBATCH -J a\r\necho\r\n", "#!/bin/bash\n#SBATCH -J a\n#SBATCH --nodes=2\necho\n")]
    public void Directives_stand_before_the_first_command(string script, string rendered) => (Job with { Script = script, Nodes = 2 }).Render().Should().Be(rendered);

    public static TheoryData<JobDescription, string> Refused => new()
    {
        { Job with { Name = "a\n#SBATCH --nodes=99" }, "Name" },
        { Job with { Comment = "a\rb" }, "Comment" },
        { Job with { Qos = "a\u2028b" }, "Qos" },
        { Job with { Gres = "" }, "Gres" },
        { Job with { Nodes = 0 }, "Nodes" },
        { Job with { MemoryMiB = -1 }, "MemoryMiB" },
        { Job with { MemoryMiB = 1, MemoryPerCpuMiB = 1 }, "MemoryPerCpuMiB" },
        { Job with { TimeLimit = TimeSpan.Zero }, "TimeLimit" },
        { Job with { ExtraDirectives = ["--a\necho"] }, "ExtraDirectives" },
        { Job with { ExtraDirectives = ["hint=no"] }, "ExtraDirectives" },
        { Job with { ExtraDirectives = ["-N 3"], Nodes = 2 }, "Nodes" },
        { Job with { Environment = new Dictionary<string, string> { ["A-B"] = "" } }, "A-B" },
        { Job with { Environment = new Dictionary<string, string> { ["A\n"] = "" } }, "Environment" },
        { Job with { Environment = new Dictionary<string, string> { ["A"] = "\0" } }, "NUL" },
        { Job with { ScriptPath = "/w/job.sh" }, "ScriptPath" },
        { new JobDescription { WorkingDirectory = "/w" }, "ScriptPath" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_value_that_cannot_be_a_directive_is_refused(JobDescription job, string property)
        => job.Invoking(it => it.Render()).Should().Throw<ArgumentException>().WithMessage($"*{property}*");

    public static TheoryData<JobDescription, string> NotForPbs => new()
    {
        { Job with { Qos = "high" }, "Qos" },
        { Job with { Gres = "gpu:1" }, "Gres" },
        { Job with { Begin = DateTimeOffset.UnixEpoch }, "Begin" },
        { Job with { Signal = "USR1" }, "Signal" },
        { Job with { Array = "1,3" }, "Array" },
        { Job with { Dependencies = [JobDependency.Singleton] }, "Dependencies" },
        { Job with { MailTypes = MailTypes.Requeue }, "MailTypes" },
        { Job with { Nodes = 2, Tasks = 5 }, "Tasks" },
        { Job with { Nodes = 2, Gpus = 3 }, "Gpus" },
        { Job with { Tasks = 4, MemoryMiB = 100 }, "MemoryMiB" },
    };

    [Theory, MemberData(nameof(NotForPbs))]
    public void What_PBS_lacks_is_refused_by_its_name(JobDescription job, string property)
        => job.Invoking(it => it.Render("pbs")).Should().Throw<FirecrestNotSupportedException>().WithMessage($"*{property}*");

    [Theory]
    [InlineData(null, 4, null, 2, null, "-l select=4:ncpus=2:mpiprocs=1")]
    [InlineData(2, 8, null, null, 4, "-l select=2:ncpus=4:mpiprocs=4:ngpus=2")]
    [InlineData(null, 8, 4, null, null, "-l select=2:ncpus=4:mpiprocs=4")]
    [InlineData(1, null, null, null, 1, "-l select=1:ncpus=1:mpiprocs=1:ngpus=1")]
    public void PBS_counts_in_equal_chunks(int? nodes, int? tasks, int? tasksPerNode, int? cpus, int? gpus, string selection)
        => (Job with { Nodes = nodes, Tasks = tasks, TasksPerNode = tasksPerNode, CpusPerTask = cpus, Gpus = gpus }).Render("pbs").Should().Contain($"#PBS {selection}\n");

    [Fact]
    public void Resources_of_a_PBS_script_are_replaced_one_by_one()
        => (Job with { Script = Bash + "#PBS -l nodes=1,walltime=1:00:00 -N old\necho\n", Nodes = 2, Name = "new" }).Render("pbs")
            .Should().Be(Bash + "#PBS -l walltime=1:00:00\n#PBS -N new\n#PBS -l select=2:ncpus=1:mpiprocs=1\n#PBS -l place=scatter\necho\n");

    public static TheoryData<string, JobDescription, string> LostSizes => new()
    {
        { "-l select=4:ncpus=32", Job with { MemoryMiB = 64_000 }, "Set Nodes, CpusPerTask as well" },
        { "-l select=4:ncpus=32:mpiprocs=32", Job with { Nodes = 8 }, "CpusPerTask, TasksPerNode" },
        { "-l select=2:ncpus=8:mem=4gb:ngpus=1", Job with { Nodes = 2, CpusPerTask = 8 }, "MemoryMiB, GpusPerNode" },
        { "-l nodes=4:ppn=8,walltime=1:00:00", Job with { Nodes = 8 }, "TasksPerNode" },
        { "-l ncpus=4 -l mem=8gb", Job with { MemoryMiB = 64_000 }, "CpusPerTask" },
        { "-l select=2:ncpus=1+1:ncpus=8", Job with { Nodes = 4 }, "CpusPerTask" },
        { "-l select=2:host=a", Job with { Nodes = 4 }, "No property stands for host=a: leave" },
        { "-l nodes=2:fast", Job with { Nodes = 4 }, "No property stands for fast" },
        { "-l place=scatter", Job with { Exclusive = true }, "place=scatter:excl" },
        { "-l place=excl", Job with { Nodes = 2 }, "place=excl:scatter" },
        { "-l place=scatter:group=rack", Job with { Nodes = 2, Exclusive = true }, "group=rack" },
    };

    [Theory, MemberData(nameof(LostSizes))]
    public void A_description_that_would_drop_a_part_of_the_size_in_a_PBS_script_is_refused(string directive, JobDescription job, string missing)
    {
        var described = job with { Script = $"{Bash}#PBS {directive}\necho\n" };

        described.Invoking(it => it.Render("pbs")).Should().Throw<ArgumentException>().WithMessage($"*{missing}*");
        (described with { DirectiveConflicts = DirectiveConflict.ScriptWins }).Render("pbs").Should().Contain($"#PBS {directive}\n");
    }

    [Theory]
    [InlineData("-l select=4:ncpus=32:mpiprocs=4:mem=1gb -l place=pack", "#PBS -l select=8:ncpus=8:mpiprocs=2:mem=64000mb\n#PBS -l place=scatter\n")]
    [InlineData("-l nodes=1:ppn=1", "#PBS -l select=8:ncpus=8:mpiprocs=2:mem=64000mb\n#PBS -l place=scatter\n")]
    [InlineData("-l walltime=1:00:00", "#PBS -l walltime=1:00:00\n#PBS -l select=8:ncpus=8:mpiprocs=2:mem=64000mb\n#PBS -l place=scatter\n")]
    public void A_description_that_says_all_of_it_replaces_the_size_in_a_PBS_script(string directive, string rendered)
        => (Job with { Script = $"{Bash}#PBS {directive}\necho\n", Nodes = 8, TasksPerNode = 2, CpusPerTask = 4, MemoryMiB = 64_000 }).Render("pbs").Should().Be($"{Bash}{rendered}echo\n");

    [Theory]
    [InlineData("#!/bin/csh -f")]
    [InlineData("#!/usr/bin/env python3")]
    [InlineData("#!/usr/bin/env")]
    public void Variables_are_refused_for_what_is_no_shell_like_sh(string interpreter)
        => (Job with { Script = interpreter + "\n", Environment = new Dictionary<string, string> { ["A"] = "1" } }).Invoking(it => it.Render())
            .Should().Throw<FirecrestNotSupportedException>().WithMessage("*Environment*export*");

    [Theory]
    [InlineData("#!/bin/sh")]
    [InlineData("#! /usr/local/bin/zsh -l")]
    [InlineData("#!/usr/bin/env bash")]
    [InlineData("#!/usr/bin/env -S A=1 dash -e")]
    public void Variables_are_exported_in_shells_like_sh(string interpreter)
        => (Job with { Script = interpreter + "\n#SBATCH -n 1\necho\n", Environment = new Dictionary<string, string> { ["A"] = "it's\r\n" } }).Render()
            .Should().Be(interpreter + "\n#SBATCH -n 1\nexport A='it'\\''s\r''\n'\necho\n");

    [Fact]
    public void A_script_of_several_parts_gets_no_directive()
    {
        var job = Job with { Script = Bash + "#SBATCH -n 1\n#SBATCH hetjob\n#SBATCH -n 2\n", Name = "parts" };

        job.Render().Should().Be(job.Script, "the request carries the name");
        (job with { Nodes = 1 }).Invoking(it => it.Render()).Should().Throw<FirecrestNotSupportedException>().WithMessage("*Nodes*");
    }

    [Fact]
    public void Unknown_schedulers_and_scripts_elsewhere_cannot_be_rendered()
    {
        Job.Invoking(it => it.Render("lsf")).Should().Throw<FirecrestNotSupportedException>().WithMessage("*lsf*");
        JobDescription.FromRemoteScript("/w/job.sh", "/w").Invoking(it => it.Render()).Should().Throw<FirecrestNotSupportedException>().WithMessage("*/w/job.sh*");
    }

    [Theory]
    [InlineData("1:2")]
    [InlineData("1,2")]
    [InlineData("1\n")]
    [InlineData("")]
    public void A_dependency_is_on_jobs(string id) => FluentActions.Invoking(() => JobDependency.AfterOk(id)).Should().Throw<ArgumentException>();

    [Fact]
    public void Dependencies_are_values()
    {
        JobDependency.AfterOk("1", "2").Should().Be(JobDependency.AfterOk("1", "2")).And.NotBe(JobDependency.AfterAny("1", "2"));
        JobDependency.AfterOk("1", "2").ToString().Should().Be("afterok:1:2");
        FluentActions.Invoking(() => JobDependency.After()).Should().Throw<ArgumentException>();
    }
}
