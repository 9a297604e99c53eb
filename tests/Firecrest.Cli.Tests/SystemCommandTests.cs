namespace Firecrest.Cli.Tests;

public sealed class SystemCommandTests(CliSite site)
{
    [Fact]
    public async Task Systems_are_a_table_whose_lines_are_never_cut()
    {
        var run = (await site.Run("systems", "-o", "table")).Succeeded();

        run.Output.Should().Be("NAME      SCHEDULER      HEALTHY  FILE SYSTEMS\nemulator  slurm 24.11.5  yes      /home /scratch\n");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Systems_as_json_have_the_servers_member_names()
    {
        var system = (await site.Run("systems")).Succeeded().Documents("system").Should().ContainSingle().Subject;

        system["name"]!.GetValue<string>().Should().Be(site.Hpc.SystemName);
        system["scheduler"]!["connectionMode"]!.GetValue<string>().Should().Be("ssh");
        system["fileSystems"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task Each_form_of_output_is_what_it_says()
    {
        (await site.Run("partitions", "--output", "id")).Succeeded().Output.Should().Be("part01\npart02\nxfer\n");
        (await site.Run("partitions", "-o", "ndjson")).Succeeded().Lines("partition").Should().HaveCount(3);
        (await site.Run("partitions", "-o", "json")).Succeeded().Documents("partition").Should().HaveCount(3);
    }

    [Fact]
    public async Task Nodes_reservations_and_the_user_are_documents()
    {
        (await site.Run("nodes", "-o", "json")).Succeeded().Documents("node")[0]["name"]!.GetValue<string>().Should().Be("nid001");
        (await site.Run("reservations", "-o", "json")).Succeeded().Output.Should().Be("[]\n");
        var user = (await site.Run("whoami", "-o", "json")).Succeeded().Document("user");
        user["user"]!["id"]!.GetValue<string>().Should().Be("5001", "ids are strings");
        user["user"]!["name"]!.GetValue<string>().Should().Be(site.Hpc.UserName);
    }

    [Fact]
    public async Task The_environment_can_choose_the_form()
    {
        var environment = site.Environment();
        environment["F7T_OUTPUT"] = "id";

        (await CliSite.Run(environment, ["systems"])).Succeeded().Output.Should().Be("emulator\n");
    }

    [Fact]
    public async Task An_unknown_system_is_not_found()
    {
        var run = await site.Run("nodes", "-s", "nowhere", "-o", "json");

        run.ExitCode.Should().Be(3);
        run.ErrorCode.Should().Be("NOT_FOUND");
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Status_with_a_demand_ends_with_7_as_long_as_it_is_not_met()
    {
        await using var broken = new CliSite();
        await broken.InitializeAsync();
        (await broken.Run("status", "--require", "scheduler,filesystem:/scratch", "-o", "json")).Succeeded().Documents("service").Should().HaveCountGreaterThan(3);

        broken.Hpc.SetHealth("scheduler", isHealthy: false);
        var run = await broken.Run("status", "--require", "scheduler");

        run.ExitCode.Should().Be(7);
        run.Error.Should().Be("firecrest: Not healthy: scheduler.\n");
        run.Output.Should().Contain("scheduler");
    }

    [Fact]
    public async Task Status_waits_through_an_outage()
    {
        await using var broken = new CliSite();
        await broken.InitializeAsync();
        broken.Hpc.Faults.On("/status/systems*").Times(2).AnswerStatus(503, "{}");

        var run = await broken.Run("status", "--require", "scheduler", "--wait", "1m", "--poll", "50ms", "--retry-for", "0s");

        run.Succeeded().Output.Should().Contain("scheduler");
        run.Error.Split('\n').Should().HaveCount(3).And.Subject.First().Should().EndWith("Looking again.");
    }

    [Theory]
    [InlineData("schedulr", "'schedulr'")]
    [InlineData("scheduler,filesystem:/none", "'filesystem:/none'")]
    public async Task A_demand_that_nothing_can_meet_is_2(string demand, string words)
    {
        var run = await site.Run("status", "--require", demand, "--wait", "1m", "-o", "json");

        (run.ExitCode, run.ErrorCode).Should().Be((2, "USAGE"));
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain(words).And.Contain("scheduler");
    }

    [Fact]
    public async Task A_wait_for_nothing_is_refused()
        => (await site.Run("status", "--wait", "1m", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("--require");

    [Fact]
    public async Task The_generation_of_the_api_is_read()
    {
        var run = await site.Run("systems", "--api-version", "3", "-o", "json");

        run.ExitCode.Should().Be(2);
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain("--api-version is '3'");
    }
}
