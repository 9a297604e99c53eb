using System.Diagnostics;
using System.Net;
using Firecrest.Client.Tests.Identities;
using Firecrest.Client.Tests.Transfers;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Telemetry;

/// <summary>What a transfer tells, and that no secret is in it.</summary>
[Collection(nameof(Alone))]
public sealed class TransferTests
{
    private const string Bytes = "firecrest.client.transfer.io";
    private const string Retries = "firecrest.client.retries";

    [Theory, SyncAndAsync]
    public async Task A_transfer_is_one_tree_with_its_phases_and_counts_each_byte_once(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.On(HttpMethod.Put, "/staging/*").Times(2).DropAfter();

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));
        await cluster.Download(mode, cluster.At("a"), cluster.Local("b"));

        var up = telemetry.Span("upload file");
        up.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["firecrest.system"] = cluster.System,
            ["firecrest.job.id"] = "1",
            ["firecrest.transfer.method"] = "s3",
            ["firecrest.transfer.size"] = (long)StagedCluster.Size,
            ["firecrest.transfer.resumed"] = 0L,
        });
        up.Events.Where(e => e.Name == "phase").Select(e => e.Tags.Single().Value).Should().Equal("Moving", "WaitingForSystem", "Verifying", "Done");
        up.Events.Count(e => e.Name == "retry").Should().Be(2);
        telemetry.Below(up).Should().Contain("POST /filesystem/{system_name}/transfer/upload").And.Contain("wait for job").And.Contain("GET /filesystem/{system_name}/ops/stat");
        telemetry.Below(telemetry.Span("download file")).Should().Contain("POST /filesystem/{system_name}/transfer/download").And.Contain("wait for job");
        var counted = telemetry.Of(Bytes).GroupBy(one => one.Tags["network.io.direction"]).ToDictionary(group => group.Key, group => group.Sum(one => one.Value));
        counted.Should().BeEquivalentTo(new Dictionary<string, double> { ["transmit"] = StagedCluster.Size, ["receive"] = StagedCluster.Size });
        telemetry.Of(Bytes).Should().OnlyContain(one => one.Tags["firecrest.transfer.method"] == "s3" && one.Tags["firecrest.system"] == cluster.System);
        telemetry.Of(Retries).Should().HaveCount(2).And.OnlyContain(one => one.Tags["http.request.method"] == "PUT" && one.Tags["firecrest.retry.reason"] == "unknown");
    }

    [Theory, SyncAndAsync]
    public async Task A_small_file_is_counted_too_and_a_started_transfer_is_a_tree_of_its_own(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        await using var cluster = await StagedCluster.Start();
        var file = cluster.Make("a", 100);

        var started = await mode.Run(() => cluster.Client.StartUpload(cluster.System, file, cluster.At("a")), () => cluster.Client.StartUploadAsync(cluster.System, file, cluster.At("a")));
        await mode.Run(() => started.Complete(), () => started.CompleteAsync());

        telemetry.Below(telemetry.Span("upload file")).Should().Contain("POST /filesystem/{system_name}/ops/upload");
        telemetry.Of(Bytes).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Value = 100d,
            Tags = new Dictionary<string, string> { ["network.io.direction"] = "transmit", ["firecrest.transfer.method"] = "direct", ["firecrest.system"] = cluster.System },
        });
    }

    [Theory, SyncAndAsync]
    public async Task A_resumed_transfer_tells_and_does_not_count_what_was_moved_before(Mode mode)
    {
        using var log = new LogLines();
        var fails = true;
        await using var cluster = await StagedCluster.Start(
            retry: new RetryOptions { MaxRetries = 0 }, log: log, wrap: inner => new Refusing(inner, request => fails && request.RequestUri!.Query.Contains("partNumber=3", StringComparison.Ordinal)));
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var file = cluster.Make("a");
        await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        fails = false;
        using var telemetry = new RecordedTelemetry();

        await cluster.Upload(mode, file, cluster.At("a"), options);

        telemetry.Of(Bytes).Sum(one => one.Value).Should().Be(StagedCluster.Size - (2 * StagedCluster.Part));
        telemetry.Span("upload file").GetTagItem("firecrest.transfer.resumed").Should().Be(2L * StagedCluster.Part);
        log.Lines.Should().ContainSingle(line => line.StartsWith("Information TransferResumed", StringComparison.Ordinal));
    }

    [Theory, EachGeneration]
    public async Task Neither_spans_nor_metrics_nor_the_log_hold_a_secret(Generation generation, Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var log = new LogLines();
        await using var cluster = await StagedCluster.Start(generation: generation, log: log);
        cluster.Faults.On(HttpMethod.Get, "/staging/*").AnswerStatus(503, "<Error><Code>SlowDown</Code></Error>");

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));
        await cluster.Download(mode, cluster.At("a"), cluster.Local("b"));
        cluster.Faults.On(HttpMethod.Get, "/staging/*").Always().AnswerStatus(403, "<Error><Code>AccessDenied</Code></Error>");
        await FluentActions.Awaiting(() => cluster.Download(mode, cluster.At("a"), cluster.Local("c"))).Should().ThrowAsync<TransferFailedException>();

        var token = await new ClientCredentialsAuth(cluster.Hpc.ClientId, cluster.Hpc.ClientSecret, cluster.Hpc.TokenEndpoint).GetAccessTokenAsync(new AuthorizationContext(new HttpClient()));
        List<string> secrets = [cluster.Hpc.ClientSecret, token.Value.Split('.')[0], "Bearer ", .. Signatures(cluster)];
        List<string> texts = [.. telemetry.Texts, .. log.Lines];
        secrets.Should().HaveCountGreaterThan(3, "addresses of the store were used");
        telemetry.Spans.Should().Contain(span => span.Status == ActivityStatusCode.Error).And.Contain(span => span.DisplayName == "get token");
        texts.Where(text => secrets.Exists(secret => text.Contains(secret, StringComparison.Ordinal))).Should().BeEmpty();
    }

    private static IEnumerable<string> Signatures(StagedCluster cluster)
        => cluster.Hpc.Journal.Requests.Where(request => request.Path.StartsWith("/staging/", StringComparison.Ordinal) && request.Query.Length > 0)
            .SelectMany(request => request.Query.TrimStart('?').Split('&')).Where(parameter => parameter.Contains("ignature", StringComparison.Ordinal)).Select(parameter => parameter.Split('=')[1]).Distinct();

    private sealed class Refusing(HttpMessageHandler inner, Func<HttpRequestMessage, bool> refuses) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
            => refuses(request) ? new(HttpStatusCode.ServiceUnavailable) { Content = new ByteArrayContent([]) } : base.Send(request, cancellationToken);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => refuses(request) ? new(HttpStatusCode.ServiceUnavailable) { Content = new ByteArrayContent([]) } : await base.SendAsync(request, cancellationToken);
    }
}
