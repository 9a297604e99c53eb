using System.Net;
using Firecrest.Client.Files;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What a request refuses before it is sent, and how it escapes what it sends.</summary>
public sealed class V2RequestChecksTests
{
    private const string Script = "#!/bin/sh";

    private static readonly Dictionary<string, Func<string, SentRequest>> ByPath = new()
    {
        ["ls"] = path => SentRequest.Of(FilesystemRequests.List("daint", path, null)),
        ["stat"] = path => SentRequest.Of(FilesystemRequests.Stat("daint", path, dereference: false)),
        ["head"] = path => SentRequest.Of(FilesystemRequests.Head("daint", path, null)),
        ["tail"] = path => SentRequest.Of(FilesystemRequests.Tail("daint", path, null)),
        ["view"] = path => SentRequest.Of(FilesystemRequests.View("daint", path, null)),
        ["download"] = path => SentRequest.Of(FilesystemRequests.Download("daint", path)),
        ["upload"] = path => SentRequest.Of(FilesystemRequests.Upload("daint", path, "a.txt", UploadSource.FromBytes(default, ""))),
        ["mkdir"] = path => SentRequest.Of(FilesystemRequests.MakeDirectory("daint", path, createParents: false)),
        ["rm"] = path => SentRequest.Of(FilesystemRequests.Remove("daint", path)),
        ["checksum"] = path => SentRequest.Of(FilesystemRequests.Checksum("daint", path)),
        ["file"] = path => SentRequest.Of(FilesystemRequests.GetFileType("daint", path)),
        ["chmod"] = path => SentRequest.Of(FilesystemRequests.ChangeMode("daint", path, "640")),
        ["chown"] = path => SentRequest.Of(FilesystemRequests.ChangeOwner("daint", path, "me", null)),
        ["symlink target"] = path => SentRequest.Of(FilesystemRequests.CreateSymbolicLink("daint", path, "/l")),
        ["symlink"] = path => SentRequest.Of(FilesystemRequests.CreateSymbolicLink("daint", "/t", path)),
        ["compress source"] = path => SentRequest.Of(FilesystemRequests.Compress("daint", path, "/a.tgz", null)),
        ["compress target"] = path => SentRequest.Of(FilesystemRequests.Compress("daint", "/s", path, null)),
        ["extract source"] = path => SentRequest.Of(FilesystemRequests.Extract("daint", path, "/t", null)),
        ["extract target"] = path => SentRequest.Of(FilesystemRequests.Extract("daint", "/a.tgz", path, null)),
        ["working directory"] = path => SentRequest.Of(ComputeRequests.SubmitJob("daint", new SubmitJobRequest { WorkingDirectory = path, Script = Script })),
    };

    private static readonly Dictionary<string, Func<string, SentRequest>> BySystem = new()
    {
        ["userinfo"] = system => SentRequest.Of(StatusRequests.GetUserInfo(system)),
        ["nodes"] = system => SentRequest.Of(StatusRequests.GetNodes(system)),
        ["partitions"] = system => SentRequest.Of(StatusRequests.GetPartitions(system, null)),
        ["reservations"] = system => SentRequest.Of(StatusRequests.GetReservations(system)),
        ["transfer/rm"] = system => SentRequest.Of(TransferRequests.Remove(system, new TransferRemoveRequest { Path = "/w" })),
        ["transfer/mv"] = system => SentRequest.Of(TransferRequests.Move(system, new TransferMoveRequest { SourcePath = "/w", TargetPath = "/v" })),
        ["jobs"] = system => SentRequest.Of(ComputeRequests.GetJobs(system, null)),
        ["job"] = system => SentRequest.Of(ComputeRequests.GetJob(system, "1")),
        ["metadata"] = system => SentRequest.Of(ComputeRequests.GetJobMetadata(system, "1")),
        ["cancel"] = system => SentRequest.Of(ComputeRequests.CancelJob(system, "1")),
        ["attach"] = system => SentRequest.Of(ComputeRequests.AttachToJob(system, "1", "true")),
        ["submit"] = system => SentRequest.Of(ComputeRequests.SubmitJob(system, new SubmitJobRequest { WorkingDirectory = "/w", Script = Script })),
        ["ls"] = system => SentRequest.Of(FilesystemRequests.List(system, "/w", null)),
        ["rm"] = system => SentRequest.Of(FilesystemRequests.Remove(system, "/w")),
        ["mkdir"] = system => SentRequest.Of(FilesystemRequests.MakeDirectory(system, "/w", createParents: true)),
        ["upload"] = system => SentRequest.Of(FilesystemRequests.Upload(system, "/w", "a", UploadSource.FromBytes(default, ""))),
    };

    private static readonly Dictionary<string, Func<string, SentRequest>> ByJob = new()
    {
        ["job"] = id => SentRequest.Of(ComputeRequests.GetJob("daint", id)),
        ["metadata"] = id => SentRequest.Of(ComputeRequests.GetJobMetadata("daint", id)),
        ["cancel"] = id => SentRequest.Of(ComputeRequests.CancelJob("daint", id)),
        ["attach"] = id => SentRequest.Of(ComputeRequests.AttachToJob("daint", id, "true")),
    };

    public static MatrixTheoryData<string, string> BadPaths
        => new(ByPath.Keys, ["", "relative", "~/home", "./a", "/it's", "/a\nb", "/a\rb", "/a\0b", "/a\tb", "/a\u0085b"]);

    public static MatrixTheoryData<string, string> BadSystems => new(BySystem.Keys, ["", "  ", ".", ".."]);

    public static MatrixTheoryData<string, string> OddSystems
        => new(BySystem.Keys, ["a b", "dä", "100%", "a+b", "a&b", "a#b", "a?b", "a/b", "a\\b", "%2e%2e", "...", "a:b@c"]);

    public static MatrixTheoryData<string, string> BadJobs
        => new(ByJob.Keys, ["", " ", "_4", "..", "1/2", "1 2", "1;2", "-1", "1%2F2", "１２３"]);

    public static TheoryData<string> Operations => [.. ByPath.Keys.Where(name => ByPath[name]("/w").Query.Length > 0)];

    [Theory, MemberData(nameof(BadPaths))]
    public void A_path_that_is_not_plain_and_absolute_is_refused(string operation, string path)
        => FluentActions.Invoking(() => ByPath[operation](path)).Should().Throw<ArgumentException>().WithMessage(path.Length == 0 ? "*empty*" : "*path*");

    [Theory, MemberData(nameof(BadSystems))]
    public void A_system_name_that_is_no_segment_of_an_address_is_refused(string operation, string system)
        => FluentActions.Invoking(() => BySystem[operation](system)).Should().Throw<ArgumentException>().WithParameterName("systemName");

    [Theory, MemberData(nameof(OddSystems))]
    public void A_system_name_stays_one_segment_of_the_address(string operation, string system)
    {
        var plain = BySystem[operation]("daint");

        var sent = BySystem[operation](system);

        var address = new Uri(new Uri("https://firecrest.example/"), sent.Path + sent.Query);
        var segments = address.AbsolutePath.Split('/');
        segments.Should().HaveCount(plain.Path.Split('/').Length + 1);
        Uri.UnescapeDataString(segments[2]).Should().Be(system);
        address.Fragment.Should().BeEmpty();
        address.Query.Should().Be(plain.Query);
    }

    [Theory, MemberData(nameof(Operations))]
    public void A_path_arrives_as_it_is_whatever_its_characters(string operation)
    {
        const string path = "/we ird ä (1) 100% a+b&c#d?e=f;\"g\" $HOME `x` \\ 😀/..";

        var sent = ByPath[operation](path);

        var address = new Uri(new Uri("https://firecrest.example/"), sent.Path + sent.Query);
        address.Query.Should().StartWith("?path=").And.NotContainAny(" ", "+", "#", "&");
        WebUtility.UrlDecode(address.Query["?path=".Length..]).Should().Be(path);
        address.AbsolutePath.Should().Be($"/filesystem/daint/ops/{operation}");
    }

    [Theory, MemberData(nameof(BadJobs))]
    public void A_job_id_that_cannot_be_one_is_refused(string operation, string jobId)
        => FluentActions.Invoking(() => ByJob[operation](jobId)).Should().Throw<ArgumentException>().WithParameterName(nameof(jobId));

    [Theory]
    [InlineData("cancel", "123_4")]
    [InlineData("attach", "123_4")]
    [InlineData("cancel", "123[4]")]
    [InlineData("cancel", "123+1")]
    [InlineData("attach", "123.batch")]
    public void What_would_hit_the_whole_array_is_refused_for_one_task(string operation, string jobId)
        => FluentActions.Invoking(() => ByJob[operation](jobId))
            .Should().Throw<FirecrestNotSupportedException>().WithMessage($"{jobId} is a part of job 123,*Ask for 123 *");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_command_to_attach_is_needed(string command)
        => FluentActions.Invoking(() => ComputeRequests.AttachToJob("daint", "1", command))
            .Should().Throw<ArgumentException>().WithParameterName(nameof(command));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../evil.txt")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("it's")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_file_name_that_is_not_just_a_name_is_refused(string fileName)
        => FluentActions.Invoking(() => FilesystemRequests.Upload("daint", "/w", fileName, UploadSource.FromBytes(default, "")))
            .Should().Throw<ArgumentException>().WithParameterName(nameof(fileName));

    [Fact]
    public void A_submission_needs_exactly_one_of_script_and_script_path()
    {
        Submitting(job => job).Should().NotThrow();
        Submitting(job => job with { Script = null, ScriptPath = "/w/job.sh" }).Should().NotThrow();
        Submitting(job => job with { Script = null }).Should().Throw<ArgumentException>().WithMessage("*Script or ScriptPath*");
        Submitting(job => job with { ScriptPath = "/w/job.sh" }).Should().Throw<ArgumentException>().WithMessage("*Script or ScriptPath*");
        FluentActions.Invoking(() => ComputeRequests.SubmitJob("daint", null!)).Should().Throw<ArgumentNullException>();
    }

    /// <summary>The recorded server can list no job of a user who has one with such a name.</summary>
    [Theory]
    [InlineData("a|b")]
    [InlineData("a\nb")]
    public void A_job_name_that_breaks_the_servers_list_is_refused(string name)
        => Submitting(job => job with { Name = name }).Should().Throw<ArgumentException>().WithMessage("*name contains*");

    /// <summary>The server writes each of these between single quotes on the command line of sbatch, without escaping.</summary>
    [Theory]
    [InlineData(nameof(SubmitJobRequest.WorkingDirectory))]
    [InlineData(nameof(SubmitJobRequest.StandardInput))]
    [InlineData(nameof(SubmitJobRequest.StandardOutput))]
    [InlineData(nameof(SubmitJobRequest.StandardError))]
    [InlineData(nameof(SubmitJobRequest.ScriptPath))]
    [InlineData(nameof(SubmitJobRequest.Name))]
    [InlineData(nameof(SubmitJobRequest.Account))]
    [InlineData(nameof(SubmitJobRequest.Partition))]
    [InlineData(nameof(SubmitJobRequest.Reservation))]
    [InlineData(nameof(SubmitJobRequest.Constraints))]
    [InlineData(nameof(SubmitJobRequest.Environment))]
    public void A_member_that_could_run_as_a_command_is_refused(string member)
    {
        const string evil = "/x'; touch /tmp/pwned; '";

        Submitting(job => member switch
        {
            nameof(job.WorkingDirectory) => job with { WorkingDirectory = evil },
            nameof(job.StandardInput) => job with { StandardInput = evil },
            nameof(job.StandardOutput) => job with { StandardOutput = evil },
            nameof(job.StandardError) => job with { StandardError = evil },
            nameof(job.ScriptPath) => job with { Script = null, ScriptPath = evil },
            nameof(job.Name) => job with { Name = evil },
            nameof(job.Account) => job with { Account = evil },
            nameof(job.Partition) => job with { Partition = evil },
            nameof(job.Reservation) => job with { Reservation = evil },
            nameof(job.Constraints) => job with { Constraints = evil },
            _ => job with { Environment = new Dictionary<string, string> { ["X"] = evil } },
        }).Should().Throw<ArgumentException>();
    }

    /// <summary>The server writes this one without any quotes.</summary>
    [Theory]
    [InlineData("/w/job.sh; touch /tmp/pwned")]
    [InlineData("/w/$(touch /tmp/pwned).sh")]
    [InlineData("/w/my job.sh")]
    public void A_script_path_that_a_shell_would_take_apart_is_refused(string path)
        => Submitting(job => job with { Script = null, ScriptPath = path }).Should().Throw<ArgumentException>();

    private static Action Submitting(Func<SubmitJobRequest, SubmitJobRequest> change)
        => () => ComputeRequests.SubmitJob("daint", change(new SubmitJobRequest { WorkingDirectory = "/w", Script = Script }));
}
