using System.Text.Json.Nodes;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What transfer requests send beyond what was recorded, and what they refuse.</summary>
public sealed class TransferRequestsTests
{
    /// <summary>By the operation and the kind of name, a request with this name.</summary>
    private static readonly Dictionary<string, Func<string, SentRequest>> ByPath = new()
    {
        ["mv source"] = path => SentRequest.Of(TransferRequests.Move("x", new TransferMoveRequest { SourcePath = path, TargetPath = "/t" })),
        ["mv target"] = path => SentRequest.Of(TransferRequests.Move("x", new TransferMoveRequest { SourcePath = "/s", TargetPath = path })),
        ["cp source"] = path => SentRequest.Of(TransferRequests.Copy("x", new TransferCopyRequest { SourcePath = path, TargetPath = "/t" })),
        ["cp target"] = path => SentRequest.Of(TransferRequests.Copy("x", new TransferCopyRequest { SourcePath = "/s", TargetPath = path })),
        ["rm"] = path => SentRequest.Of(TransferRequests.Remove("x", new TransferRemoveRequest { Path = path })),
        ["compress source"] = path => SentRequest.Of(TransferRequests.Compress("x", new TransferCompressRequest { SourcePath = path, TargetPath = "/t" })),
        ["compress target"] = path => SentRequest.Of(TransferRequests.Compress("x", new TransferCompressRequest { SourcePath = "/s", TargetPath = path })),
        ["compress pattern source"] = path => SentRequest.Of(
            TransferRequests.Compress("x", new TransferCompressRequest { SourcePath = path, TargetPath = "/t", MatchPattern = "p" })),
        ["extract source"] = path => SentRequest.Of(TransferRequests.Extract("x", new TransferExtractRequest { SourcePath = path, TargetPath = "/t" })),
        ["extract target"] = path => SentRequest.Of(TransferRequests.Extract("x", new TransferExtractRequest { SourcePath = "/s", TargetPath = path })),
        ["upload s3"] = path => SentRequest.Of(TransferRequests.Upload("x", new TransferUploadRequest { SourcePath = path, Method = TransferMethod.S3, FileSize = 1 })),
        ["upload streamer"] = path => SentRequest.Of(TransferRequests.Upload("x", new TransferUploadRequest { SourcePath = path, Method = TransferMethod.Streamer })),
        ["download s3"] = path => SentRequest.Of(TransferRequests.Download("x", new TransferDownloadRequest { SourcePath = path, Method = TransferMethod.S3 })),
        ["download streamer"] = path => SentRequest.Of(TransferRequests.Download("x", new TransferDownloadRequest { SourcePath = path, Method = TransferMethod.Streamer })),
    };

    public static MatrixTheoryData<string, string> BadPaths
        => new(ByPath.Keys, ["", "relative", "~/a", "/it's", "/a\nb", "/a\tb", "/R&D.txt", "/a<b", "/a>b", "/say \"hi\""]);

    public static MatrixTheoryData<string, string> NamesForTheShell
        => new(["upload s3", "upload streamer", "download s3", "download streamer", "compress pattern source"], ["/x;y", "/$HOME", "/`id`", "/a|b", "/a(1)", "/a\\b"]);

    public static MatrixTheoryData<string, string> GoodPaths
        => new([.. ByPath.Keys.Where(name => name is not ("download s3" or "compress pattern source"))], ["/scratch/me/a b.txt", "/ä/😀", "/a-b_c.d,e=f:g@h%i+j#k~", "/x[1]*?{2}"]);

    [Theory, MemberData(nameof(BadPaths))]
    public void A_name_that_the_job_would_damage_is_refused(string operation, string path)
        => FluentActions.Invoking(() => ByPath[operation](path)).Should().Throw<ArgumentException>().WithMessage(path.Length == 0 ? "*empty*" : "*path*");

    [Theory, MemberData(nameof(NamesForTheShell))]
    public void A_name_that_the_shell_would_take_apart_is_refused(string operation, string path)
        => FluentActions.Invoking(() => ByPath[operation](path)).Should().Throw<ArgumentException>().WithMessage($"The path {path} contains '*', which *shell*");

    [Theory, MemberData(nameof(GoodPaths))]
    public void Other_names_are_sent_as_they_are(string operation, string path)
    {
        var sent = ByPath[operation](path);

        sent.Parameters.Select(parameter => parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]).Concat(Texts(sent)).Should().Contain(path);
    }

    [Theory]
    [InlineData("mv source", "/x;y/$HOME (1)|`a`\\b")]
    [InlineData("rm", "/x;y/$HOME (1)|`a`\\b")]
    public void A_name_in_single_quotes_may_mean_something_to_the_shell(string operation, string path)
        => FluentActions.Invoking(() => ByPath[operation](path)).Should().NotThrow();

    [Theory]
    [InlineData("download s3", "/a b", "a blank")]
    [InlineData("compress pattern source", "/a b", "a blank")]
    [InlineData("compress pattern source", "/a*b", "'*'")]
    public void A_blank_is_refused_where_the_script_has_no_quotes(string operation, string path, string character)
        => FluentActions.Invoking(() => ByPath[operation](path)).Should().Throw<ArgumentException>()
            .WithMessage($"The path {path} contains {character}, which the script of this job has outside of quotes: *").WithParameterName("SourcePath");

    [Fact]
    public void A_refusal_tells_path_character_and_reason()
        => FluentActions.Invoking(() => ByPath["mv target"]("/w/R&D.txt")).Should().Throw<ArgumentException>().WithParameterName("TargetPath")
            .WithMessage("The path /w/R&D.txt contains '&', which the scripts of FirecREST's jobs change into an HTML entity: the job would work on another name. Rename it.*");

    [Theory]
    [InlineData("/w/-rf")]
    [InlineData("/--checkpoint-action=exec=id")]
    public void A_name_that_tar_would_take_for_an_option_is_refused(string path)
        => FluentActions.Invoking(() => ByPath["compress source"](path)).Should().Throw<ArgumentException>().WithMessage("*option*");

    [Theory]
    [InlineData("a b")]
    [InlineData("a\n#SBATCH --nodes=100")]
    [InlineData("it's")]
    [InlineData("$(id)")]
    public void An_account_that_would_be_more_than_one_word_is_refused(string account)
    {
        var request = new TransferRemoveRequest { Path = "/a", Account = account };

        FluentActions.Invoking(() => TransferRequests.Remove("x", request)).Should().Throw<ArgumentException>().WithMessage("*account*");
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("a&b")]
    [InlineData("a\nb")]
    public void A_pattern_that_the_job_would_damage_is_refused(string pattern)
        => FluentActions.Invoking(() => TransferRequests.Compress("x", new TransferCompressRequest { SourcePath = "/a", TargetPath = "/t", MatchPattern = pattern }))
            .Should().Throw<ArgumentException>().WithParameterName("MatchPattern");

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    public void An_upload_through_s3_needs_a_size(long? size)
        => FluentActions.Invoking(() => TransferRequests.Upload("x", new TransferUploadRequest { SourcePath = "/a", Method = TransferMethod.S3, FileSize = size }))
            .Should().Throw<ArgumentException>().WithMessage($"FileSize is {size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not set"};*");

    [Fact]
    public void An_upload_by_wormhole_needs_a_code()
        => FluentActions.Invoking(() => TransferRequests.Upload("x", new TransferUploadRequest { SourcePath = "/a", Method = TransferMethod.Wormhole }))
            .Should().Throw<ArgumentException>().WithMessage("*WormholeCode*");

    [Fact]
    public void A_method_is_needed()
        => FluentActions.Invoking(() => TransferRequests.Download("x", new TransferDownloadRequest { SourcePath = "/a", Method = default }))
            .Should().Throw<ArgumentException>().WithMessage("*SystemInfo.TransferMethod*");

    [Fact]
    public void Every_option_has_the_servers_name()
    {
        var compress = SentRequest.Of(TransferRequests.Compress("x", new TransferCompressRequest
        {
            SourcePath = "/a",
            TargetPath = "/t",
            Account = "staff",
            MatchPattern = @".*\.(txt|log)",
            Dereference = true,
            Compression = CompressionType.Xz,
        }));
        var copy = SentRequest.Of(TransferRequests.Copy("x", new TransferCopyRequest { SourcePath = "/a", TargetPath = "/t", Account = "staff", Dereference = true }));

        JsonNode.DeepEquals(compress.Json(), JsonNode.Parse(
            """{"sourcePath":"/a","targetPath":"/t","account":"staff","matchPattern":".*\\.(txt|log)","dereference":true,"compression":"xz"}""")).Should().BeTrue();
        JsonNode.DeepEquals(copy.Json(), JsonNode.Parse("""{"sourcePath":"/a","targetPath":"/t","account":"staff","dereference":true}""")).Should().BeTrue();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(CompressionType.None, "none")]
    [InlineData(CompressionType.Bzip2, "bzip2")]
    [InlineData(CompressionType.Gzip, "gzip")]
    [InlineData(CompressionType.Xz, "xz")]
    public void A_compression_has_the_servers_word(CompressionType? compression, string? word)
        => (SentRequest.Of(TransferRequests.Extract("x", new TransferExtractRequest { SourcePath = "/a", TargetPath = "/t", Compression = compression }))
            .Json()!["compression"]?.GetValue<string>()).Should().Be(word);

    [Fact]
    public async Task A_removal_has_a_body_so_that_the_runtime_does_not_repeat_it()
    {
        HttpContent? content = null;
        using var handler = new ContentWatch(seen => content = seen);
        using var client = TestClient.Create(handler);

        await FluentActions.Awaiting(() => client.V2.Transfer.RemoveAsync("x", new() { Path = "/a" })).Should().ThrowAsync<FirecrestException>();

        content.Should().NotBeNull();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_is_not_created_again_when_it_may_have_been(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => new HttpResponseMessage(System.Net.HttpStatusCode.GatewayTimeout));
        using var client = TestClient.Create(handler);
        var request = new TransferRemoveRequest { Path = "/a" };

        (await FluentActions.Awaiting(() => mode.Run(() => client.V2.Transfer.Remove("x", request), () => client.V2.Transfer.RemoveAsync("x", request)))
            .Should().ThrowAsync<FirecrestUnavailableException>()).Which.MayHaveExecuted.Should().BeTrue();

        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_is_created_later_when_the_system_was_unhealthy(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => Fixture.Load("v2/transfer-errors/unhealthy-system").ToResponse(), () => Fixture.Load("v2/transfer-jobs/mv").ToResponse());
        using var client = TestClient.Create(handler);
        var request = new TransferMoveRequest { SourcePath = "/a", TargetPath = "/b" };

        var job = await mode.Run(() => client.V2.Transfer.Move("x", request), () => client.V2.Transfer.MoveAsync("x", request));

        job.JobId.Should().Be("34");
        handler.Requests.Should().HaveCount(2).And.OnlyContain(sent => sent.Body == """{"sourcePath":"/a","targetPath":"/b"}""");
    }

    /// <summary>The members of the body that are texts.</summary>
    private static IEnumerable<string> Texts(SentRequest sent)
        => sent.Content is null ? [] : sent.Json()!.AsObject().Select(member => member.Value).OfType<JsonValue>().Select(value => value.ToString());

    private sealed class ContentWatch(Action<HttpContent?> watch) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            watch(request.Content);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
        }
    }
}
