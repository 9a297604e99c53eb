using System.Net;
using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>What goes to the object store, and what does not.</summary>
public sealed class StagingWireTests
{
    [Theory, SyncAndAsync]
    public async Task The_object_store_sees_no_token_and_no_header_that_is_not_needed(Mode mode)
    {
        var seen = new List<HttpRequestMessage>();
        await using var cluster = await StagedCluster.Start(wrap: inner => new Recorder(inner, seen));

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));
        await cluster.Download(mode, cluster.At("a"), cluster.Local("b"));

        seen.Should().HaveCount(11).And.OnlyContain(request => request.RequestUri!.AbsolutePath.StartsWith("/staging/") && request.Version == HttpVersion.Version11);
        seen.SelectMany(request => request.Headers).Select(header => header.Key).Distinct().Should().BeEquivalentTo("User-Agent", "Range", "If-Match");
        seen.Where(request => request.Method == HttpMethod.Get).Skip(1).Should().OnlyContain(request => request.Headers.Contains("If-Match"));
        seen.Where(request => request.Method == HttpMethod.Put).Should().OnlyContain(request => request.Content!.Headers.ContentType == null);
    }

    [Fact]
    public void A_connection_that_would_show_a_token_to_the_store_is_refused()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "x");

        FluentActions.Invoking(() => new FirecrestClient(TestClient.Address, new StaticTokenAuth("x"), new FirecrestClientOptions { StagingHttpClient = http }))
            .Should().Throw<ArgumentException>().WithMessage("StagingHttpClient*");
    }

    [Theory]
    [InlineData("https://store/x", false, true)]
    [InlineData("http://127.0.0.1:9000/x", false, true)]
    [InlineData("http://store/x", false, false)]
    [InlineData("http://store/x", true, true)]
    public void An_address_over_which_files_travel_in_the_clear_is_refused(string address, bool allowed, bool passes)
    {
        var check = FluentActions.Invoking(() => PresignedAddress.Check(new Uri(address + "?X-Amz-Signature=secret"), allowed));

        if (passes)
        {
            check.Should().NotThrow();
        }
        else
        {
            check.Should().Throw<FirecrestException>().Which.Message.Should().Contain("store").And.NotContain("secret");
        }
    }

    [Theory]
    [InlineData("X-Amz-Date=20261122T162516Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host", "2026-11-29 16:25:16Z")]
    [InlineData("AWSAccessKeyId=k&Signature=s&Expires=1795364716", "2026-11-22 16:25:16Z")]
    [InlineData("X-Amz-Date=nonsense&X-Amz-Expires=604800", null)]
    [InlineData("X-Amz-Date=20261122T120000Z&X-Amz-Expires=soon", null)]
    [InlineData("X-Amz-Date=20261122T120000Z", null)]
    [InlineData("Expires=4294967293", "2106-02-07 06:28:13Z")]
    [InlineData("Expires=99999999999999", null)]
    [InlineData("Expires=1795364716&max-keys=7&X-Amz-Expires=60", "2026-11-22 16:25:16Z")]
    [InlineData("", null)]
    public void The_life_of_an_address_is_read_from_its_query(string query, string? end)
        => (PresignedAddress.ExpiresOn(new Uri("https://store/x?" + query))?.ToString("u")).Should().Be(end);

    [Theory]
    [InlineData("<Error><Code>X</Code></Error>", true)]
    [InlineData("  <?xml version=\"1.0\"?>\n<Error><Code>X</Code></Error>", true)]
    [InlineData("<CompleteMultipartUploadResult><Key>&lt;Error&gt;</Key></CompleteMultipartUploadResult>", false)]
    [InlineData("", false)]
    public void An_error_of_the_store_is_known_by_its_root(string body, bool isError) => StorageAnswer.IsError(body).Should().Be(isError);

    /// <summary>A server whose store takes one form instead of parts: the fields first, the file last, nothing to join.</summary>
    [Theory, SyncAndAsync]
    public async Task A_store_that_takes_a_form_gets_the_fields_and_then_the_file(Mode mode)
    {
        using var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        using var http = new HttpClient(handler);
        var options = new FirecrestClientOptions { StagingHttpClient = http, TimeProvider = new InstantTime() };
        using var connection = new StagingConnection(options, new Clock(options.TimeProvider), NullLogger.Instance, "test", CancellationToken.None);
        var source = new BytesSource(Files.UploadSource.FromBytes(Encoding.UTF8.GetBytes("the content"), "a text"));
        var staged = new StagedUpload
        {
            PartAddresses = [new Uri("https://store/bucket")],
            PartSize = source.Length,
            FormFields = new Dictionary<string, string> { ["key"] = "k/f", ["policy"] = "p" },
            Half = new DoneHalf(),
        };
        var transfer = new StagedUploadTransfer(
            new TransferTools(null!, connection, new Clock(options.TimeProvider), NullLogger.Instance, "s"), "daint", source, "/home/me/f", null, staged, null, [],
            new TransferOptions { Verification = TransferVerification.None, StallTimeout = InstantTime.NeverStrikes }, "the upload", null);

        await mode.Run(() => transfer.Run(async: false, default).EnsureCompleted(), () => transfer.Run(async: true, default).AsTask());

        var request = handler.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Body.Should().MatchRegex("(?s)name=\"key\".*k/f.*name=\"policy\".*p.*name=\"file\"; filename=\"f\".*the content");
    }

    [Theory, SyncAndAsync]
    public async Task A_time_out_of_the_given_connection_is_named_as_what_ended_a_part(Mode mode)
    {
        using var handler = new StubHandler(_ => throw new TaskCanceledException("ended", new TimeoutException()));
        using var http = new HttpClient(handler);
        var options = new FirecrestClientOptions { StagingHttpClient = http, TimeProvider = new InstantTime(), Retry = new RetryOptions { MaxRetries = 0 } };
        using var connection = new StagingConnection(options, new Clock(options.TimeProvider), NullLogger.Instance, "test", CancellationToken.None);
        var request = new StagingRequest<bool>("Part 1 of 1", HttpMethod.Put, new Uri("https://store/x"), InstantTime.NeverStrikes, (_, _) => new(true));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => connection.Send(request, async: false, default).EnsureCompleted(), () => connection.Send(request, async: true, default).AsTask()))
            .Should().ThrowAsync<StorageException>();

        failure.Which.Message.Should().Contain("StagingHttpClient").And.Contain("00:01:40").And.Contain("InfiniteTimeSpan");
        failure.Which.IsTransient.Should().BeTrue("a shorter part may arrive in time");
    }

    [Theory, SyncAndAsync]
    public async Task The_pauses_between_attempts_stop_growing_at_their_limit(Mode mode)
    {
        using var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        using var http = new HttpClient(handler);
        var time = new InstantTime();
        var options = new FirecrestClientOptions { StagingHttpClient = http, TimeProvider = time, Retry = new RetryOptions { MaxRetries = 5, MaxRetryDelay = TimeSpan.FromSeconds(3) } };
        using var connection = new StagingConnection(options, new Clock(time), NullLogger.Instance, "test", CancellationToken.None);
        var request = new StagingRequest<bool>("Part 1 of 1", HttpMethod.Put, new Uri("https://store/x"), InstantTime.NeverStrikes, (_, _) => new(true));

        await FluentActions.Awaiting(() => mode.Run(() => connection.Send(request, async: false, default).EnsureCompleted(), () => connection.Send(request, async: true, default).AsTask()))
            .Should().ThrowAsync<StorageException>();

        time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 3, 3, 3);
    }

    [Theory, SyncAndAsync]
    public async Task The_pauses_between_attempts_take_no_longer_than_the_budget_in_all(Mode mode)
    {
        using var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        using var http = new HttpClient(handler);
        var time = new InstantTime();
        var options = new FirecrestClientOptions
        {
            StagingHttpClient = http,
            TimeProvider = time,
            Retry = new RetryOptions { MaxRetries = 1000, MaxRetryDelay = TimeSpan.FromMinutes(10), Budget = TimeSpan.FromMinutes(1) },
        };
        using var connection = new StagingConnection(options, new Clock(time), NullLogger.Instance, "test", CancellationToken.None);
        var request = new StagingRequest<bool>("Part 1 of 1", HttpMethod.Put, new Uri("https://store/x"), InstantTime.NeverStrikes, (_, _) => new(true));

        await FluentActions.Awaiting(() => mode.Run(() => connection.Send(request, async: false, default).EnsureCompleted(), () => connection.Send(request, async: true, default).AsTask()))
            .Should().ThrowAsync<StorageException>();

        time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 8, 16);
    }

    [Theory, SyncAndAsync]
    public async Task A_store_that_sends_blanks_while_it_joins_has_not_stalled(Mode mode)
    {
        var time = new FakeTimeProvider();
        using var handler = new StubHandler(request => request.Method == "POST"
            ? new HttpResponseMessage { Content = new StreamContent(new SlowBody(time, " ", " ", " ", "<CompleteMultipartUploadResult/>")) }
            : new HttpResponseMessage { Headers = { { "ETag", "\"t\"" } } });

        await Join(mode, handler, time);

        handler.Requests.Should().HaveCount(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_store_that_says_nothing_while_it_joins_is_told_with_the_limit_of_joining(Mode mode)
    {
        var time = new FakeTimeProvider();
        using var handler = new StubHandler(request =>
        {
            if (request.Method == "POST")
            {
                time.Advance(TimeSpan.FromMinutes(11));
                throw new TaskCanceledException();
            }

            return new HttpResponseMessage { Headers = { { "ETag", "\"t\"" } } };
        });

        var failure = await FluentActions.Awaiting(() => Join(mode, handler, time)).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("00:10:00 (what joining the parts may take").And.NotContain("StallTimeout");
    }

    private static async Task Join(Mode mode, StubHandler handler, TimeProvider time)
    {
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new FirecrestClientOptions { StagingHttpClient = http, TimeProvider = time, Retry = new RetryOptions { MaxRetries = 0 } };
        using var connection = new StagingConnection(options, new Clock(time), NullLogger.Instance, "test", CancellationToken.None);
        var source = new BytesSource(Files.UploadSource.FromBytes(Encoding.UTF8.GetBytes("the content"), "a text"));
        var staged = new StagedUpload { PartAddresses = [new Uri("https://store/part")], PartSize = source.Length, CompleteAddress = new Uri("https://store/join"), Half = new DoneHalf() };
        var transfer = new StagedUploadTransfer(
            new TransferTools(null!, connection, new Clock(time), NullLogger.Instance, "s"), "daint", source, "/home/me/f", null, staged, null, [],
            new TransferOptions { Verification = TransferVerification.None }, "the upload", null);
        await mode.Run(() => transfer.Run(async: false, default).EnsureCompleted(), () => transfer.Run(async: true, default).AsTask());
    }

    /// <summary>Six minutes pass before each of its texts.</summary>
    private sealed class SlowBody(FakeTimeProvider time, params string[] texts) : MemoryStream
    {
        private int _next;
        private bool _isClosed;

        public override int Read(Span<byte> buffer)
        {
            time.Advance(TimeSpan.FromMinutes(6));
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _next == texts.Length ? 0 : Encoding.UTF8.GetBytes(texts[_next++], buffer);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromMinutes(6));
            cancellationToken.ThrowIfCancellationRequested();
            return new(_next == texts.Length ? 0 : Encoding.UTF8.GetBytes(texts[_next++], buffer.Span));
        }

        protected override void Dispose(bool disposing)
        {
            _isClosed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class DoneHalf : SystemHalf
    {
        public override string Description => "task 1";

        public override string Id => "1";

        public override ValueTask<HalfEnd> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken) => new(new HalfEnd(true, "done"));

        public override ValueTask<HalfState> Look(bool async, CancellationToken cancellationToken) => new(new HalfState(true, true, "done"));

        public override ValueTask Cancel(bool async, CancellationToken cancellationToken) => default;

        public override ValueTask<string?> ReadComplaints(bool async, CancellationToken cancellationToken) => new((string?)null);
    }

    private sealed class Recorder(HttpMessageHandler inner, List<HttpRequestMessage> seen) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Add(request);
            return base.Send(request, cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Add(request);
            return base.SendAsync(request, cancellationToken);
        }

        private void Add(HttpRequestMessage request)
        {
            lock (seen)
            {
                seen.Add(request);
            }
        }
    }
}
