using Firecrest.Client.Jobs;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Any description is found again in the directives that are written of it.</summary>
public sealed class JobReadBackTests
{
    private const string Bash = "#!/bin/bash\n";

    private static readonly JobDescription Job = JobDescription.FromScript(Bash + "echo\n", "/w");

    [Fact]
    public void What_is_rendered_is_read_back_as_it_was()
    {
        var random = new Random(4711);
        for (var i = 0; i < 500; i++)
        {
            var expected = new Dictionary<string, string?>
            {
                ["job-name"] = Text(random),
                ["account"] = Text(random),
                ["partition"] = Text(random),
                ["comment"] = Text(random),
                ["constraint"] = Text(random),
                ["mail-user"] = Text(random),
                ["output"] = Text(random),
                ["nodes"] = Number(random),
                ["ntasks"] = Number(random),
                ["cpus-per-task"] = Number(random),
                ["gpus"] = Number(random),
                ["reservation"] = Text(random),
                ["qos"] = Text(random),
                ["gres"] = Text(random),
                ["licenses"] = Text(random),
                ["signal"] = Text(random),
                ["input"] = Text(random),
                ["error"] = Text(random),
                ["array"] = Either(random, "0-9", "1,3,5-7:2%4"),
                ["ntasks-per-node"] = Number(random),
                ["gpus-per-node"] = Number(random),
                ["mem"] = Either(random, "0M", "1500M"),
                ["time"] = Either(random, "0-00:00:59", "12-03:04:05"),
                ["begin"] = Either(random, "uts0", "uts1800000000"),
                ["dependency"] = Either(random, "singleton", "afterok:1:2,afternotok:3_4"),
                ["mail-type"] = Either(random, "NONE", "BEGIN,END,ARRAY_TASKS"),
                ["exclusive"] = Either(random, "", null),
                ["requeue"] = Either(random, "", null),
                ["hint"] = Text(random),
            };
            expected["mem-per-cpu"] = expected["mem"] is null ? Either(random, "1M", "2000M") : null;
            var variable = $"{Text(random)}{Either(random, "\n#SBATCH --nodes=99999\n", "\r")}";
            var job = Job with
            {
                Script = Bash + (random.Next(2) == 0 ? "#SBATCH -J own -c 99 --gpus 7\n" : "") + "echo\n",
                Name = expected["job-name"],
                Account = expected["account"],
                Partition = expected["partition"],
                Comment = expected["comment"],
                Constraints = expected["constraint"],
                MailUser = expected["mail-user"],
                StandardOutput = expected["output"],
                Nodes = Parse(expected["nodes"]),
                Tasks = Parse(expected["ntasks"]),
                CpusPerTask = Parse(expected["cpus-per-task"]),
                Gpus = Parse(expected["gpus"]),
                Reservation = expected["reservation"],
                Qos = expected["qos"],
                Gres = expected["gres"],
                Licenses = expected["licenses"],
                Signal = expected["signal"],
                StandardInput = expected["input"],
                StandardError = expected["error"],
                Array = expected["array"],
                TasksPerNode = Parse(expected["ntasks-per-node"]),
                GpusPerNode = Parse(expected["gpus-per-node"]),
                MemoryMiB = expected["mem"] switch { null => null, "0M" => 0, _ => 1500 },
                TimeLimit = expected["time"] switch { null => null, "0-00:00:59" => TimeSpan.FromSeconds(59), _ => new TimeSpan(12, 3, 4, 5) },
                Begin = expected["begin"] switch { null => null, "uts0" => DateTimeOffset.UnixEpoch, _ => new DateTimeOffset(2027, 1, 15, 9, 0, 0, TimeSpan.FromHours(1)) },
                Dependencies = expected["dependency"] switch { null => [], "singleton" => [JobDependency.Singleton], _ => [JobDependency.AfterOk("1", "2"), JobDependency.AfterNotOk("3_4")] },
                MailTypes = expected["mail-type"] switch { null => null, "NONE" => MailTypes.None, _ => MailTypes.Begin | MailTypes.End | MailTypes.ArrayTasks },
                Exclusive = expected["exclusive"] is not null,
                Requeue = expected["requeue"] is null ? null : true,
                MemoryPerCpuMiB = expected["mem-per-cpu"] switch { null => null, "1M" => 1, _ => 2000 },
                ExtraDirectives = expected["hint"] is { } hint ? ["--switches 1", SbatchDirectives.Write("hint", hint)] : ["--switches 1"],
                Environment = new Dictionary<string, string> { ["A"] = variable },
            };
            expected["switches"] = "1";

            var rendered = job.Render();

            var read = SbatchDirectives.Parse(rendered);
            var own = SbatchDirectives.Parse(job.Script!);
            foreach (var (option, value) in expected)
            {
                read.Find(option).Should().Be(value ?? own.Find(option), rendered);
            }

            rendered.Should().EndWith($"\nexport A='{variable.Replace("'", "'\\''", StringComparison.Ordinal)}'\necho\n");
        }
    }

    [Fact]
    public void What_is_rendered_for_PBS_is_read_back_as_it_was()
    {
        var random = new Random(4712);
        for (var i = 0; i < 300; i++)
        {
            var (nodes, tasks, cpus, memory) = (Parse(Number(random)), random.Next(1, 9), random.Next(1, 9), random.Next(1, 9000));
            var exclusive = random.Next(2) == 0;
            var expected = new Dictionary<string, string?>
            {
                ["N"] = Plain(random),
                ["A"] = Plain(random),
                ["q"] = Plain(random),
                ["o"] = Plain(random),
                ["e"] = Plain(random),
                ["M"] = Plain(random),
                ["l:walltime"] = Either(random, "walltime=00:00:59", "walltime=291:04:05"),
                ["J"] = Either(random, "0-9", "0-9:3%2"),
                ["W:depend"] = Either(random, "depend=afterany:7", "depend=afterok:1:2,afternotok:3"),
                ["r"] = Either(random, "y", "n"),
                ["m"] = Either(random, "n", "abe"),
                ["l:select"] = nodes is null ? null : $"select={nodes}:ncpus={tasks * cpus}:mpiprocs={tasks}:mem={memory}mb",
                ["l:place"] = (nodes > 1, exclusive) switch { (true, true) => "place=scatter:excl", (true, false) => "place=scatter", (false, true) => "place=excl", _ => null },
                ["l:software"] = "software=matlab",
            };
            var job = Job with
            {
                Script = Bash + (random.Next(2) == 0 ? "#PBS -N own -q long -l walltime=1:00:00,software=none\n" : "") + "echo\n",
                Name = expected["N"],
                Account = expected["A"],
                Partition = expected["q"],
                StandardOutput = expected["o"],
                StandardError = expected["e"],
                MailUser = expected["M"],
                TimeLimit = expected["l:walltime"] switch { null => null, "walltime=00:00:59" => TimeSpan.FromSeconds(58.5), _ => new TimeSpan(12, 3, 4, 5) },
                Array = expected["J"],
                Dependencies = expected["W:depend"] switch { null => [], "depend=afterany:7" => [JobDependency.AfterAny("7")], _ => [JobDependency.AfterOk("1", "2"), JobDependency.AfterNotOk("3")] },
                Requeue = expected["r"] switch { null => null, "y" => true, _ => false },
                MailTypes = expected["m"] switch { null => null, "n" => MailTypes.None, _ => MailTypes.Begin | MailTypes.End | MailTypes.Fail },
                Nodes = nodes,
                TasksPerNode = nodes is null ? null : tasks,
                CpusPerTask = nodes is null ? null : cpus,
                MemoryMiB = nodes is null ? null : memory,
                Exclusive = exclusive,
                ExtraDirectives = ["-l software=matlab"],
            };

            var rendered = job.Render("pbs");

            var (read, own) = (PbsOptions(rendered), PbsOptions(job.Script!));
            foreach (var (option, value) in expected)
            {
                read.GetValueOrDefault(option).Should().Be(value ?? own.GetValueOrDefault(option), rendered);
            }
        }
    }

    private static string? Text(Random random)
    {
        const string Characters = "abcXYZ019 _-=:,./%@&|()[]{}#\"'\\$*?!~^äé日";
        var text = new string(random.GetItems<char>(Characters, random.Next(1, 12)));
        return random.Next(3) == 0 || string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>Without what a line of PBS cannot hold.</summary>
    private static string? Plain(Random random) => Text(random) is { } text && string.Concat(text.Split('"', '\'', '\\')) is var plain && !string.IsNullOrWhiteSpace(plain) ? plain : null;

    private static Dictionary<string, string> PbsOptions(string script)
        => script.Split('\n').Where(line => line.StartsWith("#PBS", StringComparison.Ordinal)).SelectMany(line => DirectiveDialect.Pbs.OptionsIn(line.AsSpan(4)))
            .GroupBy(option => option.Name).ToDictionary(option => option.Key, option => option.Last().Value);

    private static string? Either(Random random, string? one, string? other) => random.Next(3) switch { 0 => null, 1 => one, _ => other };

    private static string? Number(Random random) => random.Next(3) == 0 ? null : random.Next(1, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int? Parse(string? number) => number is null ? null : int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
