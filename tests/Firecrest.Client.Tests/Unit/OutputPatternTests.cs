using Firecrest.Client.Jobs;

namespace Firecrest.Client.Tests.Unit;

public sealed class OutputPatternTests
{
    [Theory]
    [InlineData("slurm-%j.out", "/w/slurm-12.out")]
    [InlineData("slurm-%J.out", "/w/slurm-12.out")]
    [InlineData("%A.out", "/w/12.out")]
    [InlineData("/abs/%x-%j.log", "/abs/sim-12.log")]
    [InlineData("sub/dir/%j", "/w/sub/dir/12")]
    [InlineData("plain.txt", "/w/plain.txt")]
    [InlineData("/dev/null", "/dev/null")]
    [InlineData("100%%.txt", "/w/100%.txt")]
    [InlineData("%%j", "/w/%j")]
    [InlineData("ends with %", "/w/ends with %")]
    [InlineData("%5j", "/w/00012")]
    [InlineData("%05j", "/w/00012")]
    [InlineData("%1j", "/w/12")]
    [InlineData("%10j", "/w/0000000012")]
    [InlineData("%25j", "/w/0000000012")]
    [InlineData("%99999999999j", "/w/0000000012")]
    [InlineData("%6x", "/w/sim")]
    [InlineData(@"a\%j", "/w/a%j")]
    [InlineData(@"%j\%x", "/w/%j%x")]
    public void Placeholders_of_a_job_are_filled_in(string pattern, string path)
        => OutputPattern.Resolve(pattern, "/w", "12", "sim", isArray: false).Should().Be(path);

    [Theory]
    [InlineData("%N.out")]
    [InlineData("%u.out")]
    [InlineData("%t")]
    [InlineData("%n")]
    [InlineData("%s")]
    [InlineData("%a")]
    [InlineData("%5N")]
    [InlineData("%ä")]
    [InlineData("ok-%j-%N")]
    public void What_only_the_cluster_knows_is_not_guessed(string pattern)
        => OutputPattern.Resolve(pattern, "/w", "12", "sim", isArray: false).Should().BeNull();

    [Fact]
    public void A_name_that_is_not_known_is_not_guessed() => OutputPattern.Resolve("%x.out", "/w", "12", null, isArray: false).Should().BeNull();

    [Fact]
    public void A_name_is_not_padded_even_if_it_is_a_number()
        => OutputPattern.Resolve("%5x.out", "/w", "12", "42", isArray: false).Should().Be("/w/42.out");

    [Theory]
    [InlineData("%A.out", "/w/12.out")]
    [InlineData("all.out", "/w/all.out")]
    [InlineData("%A_%a.out", null)]
    [InlineData("%j.out", null)]
    public void Of_an_array_only_what_all_tasks_share_is_known(string pattern, string? path)
        => OutputPattern.Resolve(pattern, "/w", "12", null, isArray: true).Should().Be(path);

    [Fact]
    public void A_working_directory_may_end_in_a_slash() => OutputPattern.Resolve("%j.out", "/w/", "12", null, isArray: false).Should().Be("/w/12.out");

    [Theory]
    [InlineData("/home/u/slurm-12.out", "12", "/home/u/slurm-12.out")]
    [InlineData("/home/u/slurm-%j.out", "12", "/home/u/slurm-12.out")]
    [InlineData("/home/u/slurm-12_4294967294.out", "12_3", "/home/u/slurm-12_3.out")]
    [InlineData("/home/u/slurm-%A_%a.out", "12_3", "/home/u/slurm-12_3.out")]
    [InlineData("/home/u/slurm-12_4294967294.out", "12", null)]
    [InlineData("/home/u/slurm-%j.out", "12_3", null)]
    [InlineData("/home/u/%N.out", "12", null)]
    [InlineData("relative.out", "12", null)]
    [InlineData("", "12", null)]
    [InlineData(null, "12", null)]
    public void A_path_that_the_scheduler_reports_is_completed(string? reported, string jobId, string? path)
        => OutputPattern.ResolveReported(reported, jobId, OutputPattern.DefaultForArrays).Should().Be(path);

    [Theory]
    [InlineData("/w/slurm-12_9.out", "slurm-%A_%a.out", "/w/slurm-12_3.out")]
    [InlineData("/w/logs/12/task-9.txt", "logs/%A/task-%a.txt", "/w/logs/12/task-3.txt")]
    [InlineData("/w/9.out", "%a.out", "/w/3.out")]
    [InlineData("/w/task9", "task%a", "/w/task3")]
    [InlineData("/w/x.out", "out%a.out", null)]
    [InlineData("/w/my-task9.out", "task%a.out", null)]
    [InlineData("/logs/9.out", "/logs/%a.out", "/logs/3.out")]
    [InlineData("/w/all-tasks.out", "slurm-%A_%a.out", null)]
    [InlineData("/w/slurm-12_9.out", "other-%a.out", null)]
    [InlineData("/w/slurm-12_9.out", "%N-%a.out", null)]
    public void The_path_of_one_task_follows_from_that_of_another(string reported, string pattern, string? path)
        => OutputPattern.ResolveReported(reported, "12_3", pattern).Should().Be(path);

    [Fact]
    public void The_defaults_are_those_of_sbatch()
    {
        OutputPattern.Resolve(OutputPattern.Default, "/w", "12", null, isArray: false).Should().Be("/w/slurm-12.out");
        OutputPattern.ResolveReported("/w/" + OutputPattern.DefaultForArrays, "12_3", OutputPattern.DefaultForArrays).Should().Be("/w/slurm-12_3.out");
    }
}
