using System.Text;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What recorded answers are read as: systems, users and files. Jobs are in <see cref="V2JobModelsTests"/>.</summary>
public sealed class V2ModelsTests
{
    private const string Folder = "/home/fireuser/fs";

    [Fact]
    public void A_system_is_read_with_its_health_file_systems_and_limits()
    {
        var system = Recorded.Read("status/systems", StatusRequests.GetSystems()).Should().ContainSingle().Which;

        system.Name.Should().Be("cluster-slurm-ssh");
        system.SchedulerType.Should().Be("slurm");
        system.SchedulerVersion.Should().Be("24.11.5");
        system.SchedulerConnectionMode.Should().Be("ssh");
        system.LastHealthCheck.Should().Be(new DateTimeOffset(2026, 11, 22, 16, 18, 23, 685, 283, TimeSpan.Zero));
        system.DirectLimit.Should().Be(5242880);
        system.TransferMethod.Should().Be(TransferMethod.S3);
        system.MaxPartSize.Should().Be(8388608);
        system.StreamerUploadLimit.Should().BeNull();
        system.TransferJobDirectives.Should().HaveCount(4).And.StartWith("#SBATCH --nodes=1");
        system.RequiresTransferAccount.Should().BeTrue();
        system.CommandTimeout.Should().Be(TimeSpan.FromSeconds(5));
        system.IsHealthy.Should().BeTrue();
        system.ToString().Should().Be("cluster-slurm-ssh (slurm)");
        system.FileSystems.Should().BeEquivalentTo(
            [
                new FileSystemInfo { Path = "/home", DataType = "users", IsDefaultWorkDirectory = true },
                new FileSystemInfo { Path = "/scratch", DataType = "scratch", IsDefaultWorkDirectory = false },
            ],
            options => options.WithStrictOrdering());
        system.Services.Select(service => service.ServiceType).Should().Equal("scheduler", "ssh", "filesystem", "filesystem", "s3");
        system.Services[2].Should().Be(new ServiceHealth
        {
            ServiceType = "filesystem",
            IsHealthy = true,
            LastChecked = new DateTimeOffset(2026, 11, 22, 16, 18, 23, 455, 82, TimeSpan.Zero),
            Latency = TimeSpan.FromSeconds(0.230058046),
            Message = null,
            Path = "/home",
        });
        system.Services[0].Message.Should().StartWith("[{'mode': 'primary'");
    }

    [Fact]
    public void A_system_with_an_unhealthy_service_is_unhealthy_and_says_so()
    {
        var system = Recorded.Change("status/systems", StatusRequests.GetSystems(), ("\"healthy\": true", "\"healthy\": false"))[0];

        system.IsHealthy.Should().BeFalse();
        system.ToString().Should().Be("cluster-slurm-ssh (slurm, unhealthy)");
    }

    [Fact]
    public void Limits_and_what_transfers_need_are_read_in_both_spellings()
    {
        var system = Recorded.Change(
            "status/systems",
            StatusRequests.GetSystems(),
            ("max_ops_file_size", "maxOpsFileSize"), ("5242880", "1048576"), ("data_transfer\"", "dataTransfer\""), ("\"max_part_size", "\"maxPartSize"),
            ("datatransfer_jobs_directives", "datatransferJobsDirectives"))[0];

        system.DirectLimit.Should().Be(1048576);
        system.TransferMethod.Should().Be(TransferMethod.S3);
        system.MaxPartSize.Should().Be(8388608);
        system.RequiresTransferAccount.Should().BeTrue();
    }

    [Fact]
    public void A_system_that_tells_nothing_but_its_name_has_defaults()
    {
        var system = Recorded.Parse("""{"systems":[{"name":"x","lastHealthCheck":null,"servicesHealth":null}]}""", StatusRequests.GetSystems())[0];

        system.Should().BeEquivalentTo(new SystemInfo { Name = "x" });
        system.DirectLimit.Should().Be(5 * 1024 * 1024);
        system.IsHealthy.Should().BeTrue();
    }

    [Fact]
    public void A_user_is_read_with_groups_and_accounts()
    {
        var user = Recorded.Read("status/userinfo-ssh", StatusRequests.GetUserInfo("cluster-slurm-ssh"));

        user.User.Should().Be(new PosixId("5001", "fireuser"));
        user.Group.Should().Be(new PosixId("100", "users"));
        user.Groups.Should().Equal(new PosixId("100", "users"), new PosixId("6001", "project1"));
        user.Accounts.Should().Equal(new UserAccount("staff", true), new UserAccount("tiny", false), new UserAccount("users", false));
    }

    [Fact]
    public void A_user_without_accounts_is_read_too()
        => Recorded.Parse("""{"user":{"id":1,"name":"a"},"group":{"id":2,"name":"b"},"groups":[],"accounts":null}""", StatusRequests.GetUserInfo("x"))
            .Should().BeEquivalentTo(new UserInfo { User = new PosixId("1", "a"), Group = new PosixId("2", "b") });

    [Fact]
    public void A_list_of_files_is_read_with_paths_and_decoded_names()
    {
        var files = Recorded.Read("filesystem/ls", FilesystemRequests.List("cluster-slurm-s3", Folder, null));

        files.Select(file => file.Name).Should().Equal("a", "empty.txt", "evil.txt", "hello.txt", "snake", "we ird ä (1).txt", "z");
        files[0].Type.Should().Be(FileType.Directory);
        files[5].Should().Be(new FileEntry
        {
            Name = "we ird ä (1).txt",
            Path = "/home/fireuser/fs/we ird ä (1).txt",
            Type = FileType.RegularFile,
            LinkTarget = null,
            User = "fireuser",
            Group = "users",
            Permissions = "rw-r--r--",
            LastModified = new DateTime(2026, 11, 22, 16, 22, 53, DateTimeKind.Unspecified),
            Size = 561,
        });
        files[5].LastModified!.Value.Kind.Should().Be(DateTimeKind.Unspecified);
        files[5].ToString().Should().Be("- /home/fireuser/fs/we ird ä (1).txt (561 bytes)");
    }

    [Fact]
    public void A_recursive_list_has_paths_below_the_directory_listed()
    {
        var files = Recorded.Read("filesystem/ls-hidden-numeric-recursive", FilesystemRequests.List("cluster-slurm-s3", Folder + "/", null));

        files[^1].Should().BeEquivalentTo(new { Name = "a/b", Path = (RemotePath)"/home/fireuser/fs/a/b", User = "5001", Group = "100" });
    }

    [Theory]
    [InlineData("ls-of-a-file", "/home/fireuser/fs/hello.txt", "-", null)]
    [InlineData("ls-with-a-link", "/home/fireuser/fs/link.txt", "l", "/home/fireuser/fs/hello.txt")]
    public void A_file_that_is_listed_itself_has_its_path_as_name(string name, string path, string type, string? target)
    {
        var file = Recorded.Read("filesystem/" + name, FilesystemRequests.List("cluster-slurm-s3", path, null)).Should().ContainSingle().Which;

        file.Should().BeEquivalentTo(new { Name = path, Path = new RemotePath(path), Type = new FileType(type), LinkTarget = target });
    }

    [Fact]
    public void A_link_target_is_decoded_like_a_name()
        => Recorded.Change("filesystem/ls-with-a-link", FilesystemRequests.List("cluster-slurm-s3", "/x", null), ("fs/hello.txt", @"fs/\\303\\244.txt"))[0]
            .LinkTarget.Should().Be("/home/fireuser/fs/ä.txt");

    [Fact]
    public void An_empty_directory_is_an_empty_list()
        => Recorded.Read("filesystem/ls-empty-directory", FilesystemRequests.List("cluster-slurm-s3", Folder, null)).Should().BeEmpty();

    [Fact]
    public void A_directory_that_was_made_is_read()
        => Recorded.Read("filesystem/mkdir-parent-true", FilesystemRequests.MakeDirectory("cluster-slurm-s3", "/home/fireuser/fs/a/b/c", createParents: true))
            .Should().BeEquivalentTo(new { Path = (RemotePath)"/home/fireuser/fs/a/b/c", Type = FileType.Directory, Size = 4096L, Permissions = "rwxr-xr-x" });

    [Fact]
    public void A_stat_is_read()
    {
        var stat = Recorded.Read("filesystem/stat-dereference", FilesystemRequests.Stat("cluster-slurm-s3", "/x", dereference: true));

        stat.Should().Be(new FileStat
        {
            Mode = 33184,
            Inode = 12272329,
            Device = 65024,
            LinkCount = 1,
            UserId = 5001,
            GroupId = 6001,
            Size = 561,
            AccessTime = DateTimeOffset.FromUnixTimeSeconds(1795364574),
            ChangeTime = DateTimeOffset.FromUnixTimeSeconds(1795364575),
            ModifyTime = DateTimeOffset.FromUnixTimeSeconds(1795364568),
        });
    }

    [Theory]
    [InlineData("head-bytes-7", "line 1 ", "bytes", 0, 7)]
    [InlineData("head-bytes-8-cuts-a-character", "line 1 \uFFFD", "bytes", 0, 8)]
    [InlineData("head-lines-2", "line 1 äöü €\nline 2 äöü €\n", "lines", 0, 2)]
    public void The_beginning_of_a_file_is_read(string name, string content, string type, long start, long end)
        => Recorded.Read("filesystem/" + name, FilesystemRequests.Head("cluster-slurm-s3", "/x", null))
            .Should().Be(new FileContent { Content = content, ContentType = type, StartPosition = start, EndPosition = end });

    [Fact]
    public void The_end_of_a_file_is_read()
        => Recorded.Read("filesystem/tail-lines-1", FilesystemRequests.Tail("cluster-slurm-s3", "/x", null))
            .Should().Be(new FileContent { Content = "line 30 äöü €\n", ContentType = "lines", StartPosition = -1, EndPosition = -1 });

    [Fact]
    public void A_part_of_a_file_is_read()
        => Recorded.Read("filesystem/view-size-10-offset-5", FilesystemRequests.View("cluster-slurm-s3", "/x", null)).Should().Be("1 äöü €\nli");

    [Fact]
    public void A_download_is_read_byte_by_byte()
    {
        var content = Recorded.Read("filesystem/download", FilesystemRequests.Download("cluster-slurm-s3", "/x"));

        content.Should().Equal(Encoding.UTF8.GetBytes(Fixture.Load("v2/filesystem/download").Body)).And.HaveCount(561);
        Recorded.Read("filesystem/download-empty-file", FilesystemRequests.Download("cluster-slurm-s3", "/x")).Should().BeEmpty();
    }
}
