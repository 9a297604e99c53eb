using System.Net;
using System.Security.Authentication;
using Firecrest.Client.Http;
using Firecrest.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>Which failures of an object store pass, and what is told of those that do not.</summary>
public sealed class StagingRetryTests
{
    private const int Retries = 2;

    private static readonly Uri Address = new("https://store.example/x?X-Amz-Date=20261122T110000Z&X-Amz-Expires=7200");

    private readonly InstantTime _time = new();

    public static MatrixTheoryData<Mode, (int Status, string Code, bool Passes)> Answers => new(Enum.GetValues<Mode>(),
    [
        (500, "InternalError", true), (501, "NotImplemented", false), (502, "", true), (503, "SlowDown", true), (504, "", true),
        (408, "", true), (429, "", true), (400, "RequestTimeout", true), (403, "SlowDown", true),
        (400, "BadDigest", false), (403, "AccessDenied", false), (404, "NoSuchKey", false), (409, "", false), (412, "PreconditionFailed", false), (301, "", false),
    ]);

    [Theory, MemberData(nameof(Answers))]
    public async Task Only_what_may_pass_is_tried_again(Mode mode, (int Status, string Code, bool Passes) answer)
    {
        using var store = new StubHandler(_ => Answer(answer.Status, answer.Code));

        var failure = await Fail(mode, store);

        store.Requests.Should().HaveCount(answer.Passes ? 1 + Retries : 1);
        ((int?)failure.Status, failure.Code, failure.IsTransient, failure.HasExpired).Should().Be((answer.Status, answer.Code, answer.Passes, false));
    }

    [Theory]
    [InlineData("SlowDown", "Please reduce your request rate.", "Part 3: the object store at store.example answered 409 (SlowDown): Please reduce your request rate..")]
    [InlineData("SlowDown", "", "Part 3: the object store at store.example answered 409 (SlowDown).")]
    [InlineData("", "", "Part 3: the object store at store.example answered 409.")]
    public async Task A_refusal_is_told_with_what_the_store_says(string code, string message, string expected)
    {
        using var store = new StubHandler(_ => Answer(409, code, message));

        (await Fail(Mode.Async, store)).Message.Should().Be(expected);
    }

    [Theory, SyncAndAsync]
    public async Task The_store_says_how_long_to_wait(Mode mode)
    {
        var answers = new Queue<HttpResponseMessage>([
            Answer(503, "", retryAfter: "5"),
            Answer(503, "", retryAfter: "Sun, 22 Nov 2026 13:00:09 GMT", date: "Sun, 22 Nov 2026 13:00:02 GMT"),
            new(HttpStatusCode.OK)]);
        using var store = new StubHandler(_ => answers.Dequeue());

        (await Send(mode, store)).Should().BeTrue();

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_beyond_the_longest_is_not_waited_for(Mode mode)
    {
        using var store = new StubHandler(_ => Answer(503, "", retryAfter: "3600"));

        await Fail(mode, store);

        store.Requests.Should().ContainSingle();
        _time.Waits.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task The_budget_may_be_used_up_to_its_end(Mode mode)
    {
        using var store = new StubHandler(_ => Answer(503, ""));

        await Fail(mode, store, new RetryOptions { MaxRetries = 9, Budget = TimeSpan.FromSeconds(7) });

        _time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4);
    }

    /// <summary>What counts is the store's clock, since it is the store that looks at the time.</summary>
    [Theory]
    [InlineData(403, "AccessDenied", null, false)]
    [InlineData(403, "AccessDenied", "Sun, 22 Nov 2026 13:00:00 GMT", true)]
    [InlineData(401, "", "Sun, 22 Nov 2026 13:00:01 GMT", true)]
    [InlineData(400, "ExpiredToken", null, true)]
    [InlineData(404, "NoSuchKey", "Sun, 22 Nov 2026 14:00:00 GMT", false)]
    public async Task An_address_that_was_valid_once_is_known_by_its_end(int status, string code, string? date, bool expired)
    {
        using var store = new StubHandler(_ => Answer(status, code, date: date));

        var failure = await Fail(Mode.Async, store);

        failure.HasExpired.Should().Be(expired);
        failure.Message.Contains("its address was valid until 2026-11-22 13:00:00Z only", StringComparison.Ordinal).Should().Be(expired);
    }

    [Fact]
    public async Task The_end_that_a_form_tells_comes_before_that_of_its_address()
    {
        using var store = new StubHandler(_ => Answer(403, ""));

        (await Fail(Mode.Async, store, expiresOn: _time.GetUtcNow() - TimeSpan.FromMinutes(1))).Message.Should().Contain("valid until 2026-11-22 11:59:00Z");
        (await Fail(Mode.Async, store, expiresOn: _time.GetUtcNow() + TimeSpan.FromDays(1))).HasExpired.Should().BeFalse();
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(0, true)]
    [InlineData(429, false)]
    public async Task What_follows_a_lost_answer_is_told_apart(int first, bool lost)
    {
        var isFirst = true;
        using var store = new StubHandler(_ =>
        {
            (var now, isFirst) = (isFirst, false);
            return now && first == 0 ? throw new HttpRequestException("reset") : Answer(now ? first : 404, "");
        });

        var failure = await Fail(Mode.Async, store);

        store.Requests.Should().HaveCount(2);
        failure.FollowsLostAnswer.Should().Be(lost);
    }

    [Fact]
    public async Task Two_lost_answers_are_lost_answers()
    {
        var answers = new Queue<int>([500, 503, 404]);
        using var store = new StubHandler(_ => Answer(answers.Dequeue(), ""));

        (await Fail(Mode.Async, store)).FollowsLostAnswer.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_that_fails_is_tried_again_unless_it_cannot_be_trusted(Mode mode)
    {
        using var broken = new StubHandler(_ => throw new HttpRequestException("reset"));
        using var cut = new StubHandler(_ => throw new IOException("cut"));
        using var unreachable = new StubHandler(_ => throw new TaskCanceledException("no connection in time"));
        using var untrusted = new StubHandler(_ => throw new HttpRequestException("TLS", new AuthenticationException("certificate")));

        (await Fail(mode, broken)).Message.Should().StartWith("Part 3: the connection to store.example failed: ");
        (await Fail(mode, cut)).Status.Should().BeNull();
        (await Fail(mode, unreachable)).Message.Should().Be("Part 3: store.example could not be reached in time.");
        (await Fail(mode, untrusted)).IsTransient.Should().BeFalse();

        new[] { broken, cut, unreachable, untrusted }.Select(store => store.Requests.Count).Should().Equal(1 + Retries, 1 + Retries, 1 + Retries, 1);
    }

    private static HttpResponseMessage Answer(int status, string code, string message = "", string? retryAfter = null, string? date = null)
    {
        var body = $"<Error>{(code.Length > 0 ? $"<Code>{code}</Code>" : "")}{(message.Length > 0 ? $"<Message>{message}</Message>" : "")}</Error>";
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        if (date is not null)
        {
            answer.Headers.TryAddWithoutValidation("Date", date);
        }

        return answer;
    }

    private async Task<StorageException> Fail(Mode mode, StubHandler store, RetryOptions? retry = null, DateTimeOffset? expiresOn = null)
        => (await FluentActions.Awaiting(() => Send(mode, store, retry, expiresOn)).Should().ThrowAsync<StorageException>()).Which;

    private async Task<bool> Send(Mode mode, StubHandler store, RetryOptions? retry = null, DateTimeOffset? expiresOn = null)
    {
        using var http = new HttpClient(store, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new FirecrestClientOptions { StagingHttpClient = http, TimeProvider = _time, Retry = retry ?? new RetryOptions { MaxRetries = Retries } };
        using var connection = new StagingConnection(options, new Clock(_time), NullLogger.Instance, "test", CancellationToken.None);
        var request = new StagingRequest<bool>("Part 3", HttpMethod.Put, Address, InstantTime.NeverStrikes, (_, _) => new(true)) { ExpiresOn = expiresOn };
        return await mode.Run(() => connection.Send(request, async: false, default).EnsureCompleted(), () => connection.Send(request, async: true, default).AsTask());
    }
}
