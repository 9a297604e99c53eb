using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What recorded answers about nodes, partitions and reservations are read as, whichever way the server asked the scheduler.</summary>
public sealed class StatusModelsTests
{
    [Fact]
    public void A_node_of_the_ssh_mode_is_read()
        => Recorded.Read("status/nodes-ssh", StatusRequests.GetNodes("x")).Should().ContainSingle().Which.Should().BeEquivalentTo(new NodeInfo
        {
            Name = "nid001",
            States = ["IDLE"],
            Partitions = ["part01", "part02", "xfer", "jupyter"],
            Features = ["f7t", "mc"],
            CpuCount = 8,
            AllocatedCpuCount = 0,
            IdleCpuCount = 8,
            CpuLoad = 4.75,
            Sockets = 8,
            Cores = 8,
            Threads = 8,
            FreeMemory = 22332,
            AllocatedMemory = 16000,
            Address = "127.0.0.1",
            HostName = "vm",
            Weight = 1,
        });

    [Fact]
    public void A_node_of_the_rest_mode_is_read()
    {
        var node = Recorded.Read("status/nodes-rest", StatusRequests.GetNodes("x")).Should().ContainSingle().Which;

        node.Should().BeEquivalentTo(new
        {
            Name = "nid001",
            States = new[] { "IDLE" },
            Features = new[] { "f7t", "mc" },
            CpuLoad = 475.0,
            FreeMemory = (long?)null,
            IdleCpuCount = (int?)null,
            Cores = 1,
        });
        node.ToString().Should().Be("nid001 IDLE");
    }

    [Theory]
    [InlineData("\"idle\"", "IDLE")]
    [InlineData("\"IDLE+DRAIN\"", "IDLE DRAIN")]
    [InlineData("[\"DOWN\", \"NOT_RESPONDING\"]", "DOWN NOT_RESPONDING")]
    [InlineData("\"DOWN, DRAIN\"", "DOWN DRAIN")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void The_state_of_a_node_is_one_word_or_several(string state, string words)
        => Recorded.Parse($$"""{"nodes":[{"name":"n1","state":{{state}}}]}""", StatusRequests.GetNodes("x"))[0].States.Should().Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_node_that_tells_nothing_but_its_name_is_read()
        => Recorded.Parse("""{"nodes":[{"name":"n1"}]}""", StatusRequests.GetNodes("x"))[0].Should().BeEquivalentTo(new NodeInfo { Name = "n1" });

    [Theory]
    [InlineData("partitions", "part01 part02 xfer")]
    [InlineData("partitions-rest", "part01 part02 xfer")]
    [InlineData("partitions-show-hidden", "part01 part02 xfer jupyter")]
    public void Partitions_are_read(string name, string names)
    {
        var partitions = Recorded.Read("status/" + name, StatusRequests.GetPartitions("x", null));

        partitions.Select(partition => partition.Name).Should().Equal(names.Split(' '));
        partitions[0].Should().BeEquivalentTo(new PartitionInfo { Name = "part01", States = ["UP"], CpuCount = 8, NodeCount = 1 });
        partitions[0].IsUp.Should().BeTrue();
        partitions[0].ToString().Should().Be("part01 UP");
    }

    [Theory]
    [InlineData("\"DOWN\"", "DOWN")]
    [InlineData("[\"DRAIN\", \"PLANETARY\"]", "DRAIN PLANETARY")]
    public void A_partition_that_is_not_up_says_what_it_is(string state, string words)
    {
        var partition = Recorded.Parse($$"""{"partitions":[{"name":"p","cpus":null,"totalNodes":null,"partition":{{state}}}]}""", StatusRequests.GetPartitions("x", null))[0];

        partition.IsUp.Should().BeFalse();
        partition.States.Should().Equal(words.Split(' '));
        (partition.CpuCount, partition.NodeCount).Should().Be((null, null));
    }

    [Theory]
    [InlineData("reservations-ssh")]
    [InlineData("reservations-rest")]
    public void Reservations_are_read(string name)
        => Recorded.Read("status/" + name, StatusRequests.GetReservations("x")).Should().Equal(
            new ReservationInfo
            {
                Name = "testres",
                State = "inactive",
                NodeList = "nid001",
                StartTime = DateTimeOffset.FromUnixTimeSeconds(1795367906),
                EndTime = DateTimeOffset.FromUnixTimeSeconds(1795371506),
                Features = "mc",
            },
            new ReservationInfo
            {
                Name = "openres",
                State = "active",
                NodeList = "nid001",
                StartTime = DateTimeOffset.FromUnixTimeSeconds(1795364306),
                EndTime = DateTimeOffset.FromUnixTimeSeconds(1795367906),
            });

    [Theory]
    [InlineData("reservations-none-ssh")]
    [InlineData("reservations-none-rest")]
    public void No_reservation_is_an_empty_list(string name) => Recorded.Read("status/" + name, StatusRequests.GetReservations("x")).Should().BeEmpty();

    [Theory]
    [InlineData("0")]
    [InlineData("4294967294")]
    [InlineData("null")]
    public void A_reservation_without_times_has_none(string time)
        => Recorded.Parse($$"""{"reservations":[{"name":"r","nodeList":"","startTime":{{time}},"endTime":{{time}},"features":["a","b"]}]}""", StatusRequests.GetReservations("x"))
            .Should().Equal(new ReservationInfo { Name = "r", Features = "a,b" });

    [Fact]
    public void Liveness_is_read()
    {
        var report = Recorded.Read("status/liveness", StatusRequests.GetLiveness());

        report.OldestCheckAge.Should().Be(TimeSpan.FromSeconds(2));
        report.HealthChecks.Should().HaveCount(7);
        report.HealthChecks["CLUSTER-slurm-s3"].Should().Be(new DateTimeOffset(2026, 11, 22, 16, 18, 23, 914, 698, TimeSpan.Zero));
    }

    [Fact]
    public void Liveness_before_the_first_check_is_read()
        => Recorded.Parse("""{"healthcheckRuns":{"a":null},"lastUpdate":0}""", StatusRequests.GetLiveness()).Should().BeEquivalentTo(new LivenessReport());

    [Theory]
    [InlineData("""{"systems":[{"name":"x","datatransferJobsDirectives":["#SBATCH --account={account}"]}]}""", true, null)]
    [InlineData("""{"systems":[{"name":"x","dataOperation":{"datatransfer_jobs_directives":[],"data_transfer":null}}]}""", false, null)]
    [InlineData("""{"systems":[{"name":"x","dataOperation":{"datatransferJobsDirectives":["#PBS -A {account}"],"dataTransfer":{"service_type":"wormhole"}}}]}""", true, "wormhole")]
    public void What_older_servers_tell_of_transfers_is_read(string body, bool requiresAccount, string? method)
    {
        var system = Recorded.Parse(body, StatusRequests.GetSystems())[0];

        system.RequiresTransferAccount.Should().Be(requiresAccount);
        (system.TransferMethod?.Value).Should().Be(method);
    }

    [Fact]
    public void The_limit_of_a_streamer_is_read()
    {
        const string body = """{"systems":[{"name":"x","dataOperation":{"data_transfer":{"serviceType":"streamer","portRange":[5665,5675],"inboundTransferLimit":5368709120}}}]}""";

        var system = Recorded.Parse(body, StatusRequests.GetSystems())[0];

        (system.TransferMethod, system.StreamerUploadLimit, system.MaxPartSize).Should().Be((TransferMethod.Streamer, 5368709120, null));
    }
}
