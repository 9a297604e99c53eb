using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Jobs;

/// <summary>What a wait bears, and what it does not.</summary>
public sealed class PatienceTests
{
    private const string Running = "v2/compute/job-by-id-running";

    private static readonly PollSchedule EachSecond = PollSchedule.Every(TimeSpan.FromSeconds(1));

    private readonly InstantTime _time = new();
    private int _waits;

    [Fact]
    public void Looks_that_could_not_see_the_job_do_not_use_up_the_time_it_may_be_unknown()
    {
        var patience = new Patience(new Clock(_time), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10));

        Look(patience, Unknown(), 0).Should().BeTrue();
        Look(patience, Gateway(), seconds: 120).Should().BeTrue();
        Look(patience, Unknown(), 0).Should().BeTrue("it was looked for only a second after it had not been found");
        for (var i = 0; i < 18; i++)
        {
            Look(patience, Unknown(), 0).Should().BeTrue();
        }

        Look(patience, Unknown(), 0).Should().BeFalse("twenty seconds of looks that could have found it are over");
    }

    [Fact]
    public void A_job_that_is_looked_for_between_failures_is_given_up_in_the_end()
    {
        var patience = new Patience(new Clock(_time), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10));
        var looks = 0;

        while (Look(patience, looks++ % 2 == 0 ? Unknown() : Gateway(), seconds: 5))
        {
            looks.Should().BeLessThan(100);
        }

        looks.Should().BeGreaterThan(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_token_file_that_is_missing_for_a_moment_does_not_end_a_wait(Mode mode)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "token", TestContext.Current.CancellationToken);
        using var handler = StubHandler.Sequence(() => Lose(file), () => Fixture.Load("v2/compute/job-by-id-after-cancel").ToResponse());
        using var client = TestClient.Create(handler, _time, new TokenFileAuth(file));
        _time.Waited = () => Restore(file);

        (await Wait(mode, client)).State.Should().Be(JobState.Cancelled);

        handler.Requests.Should().HaveCount(2);
        _time.Waits.Count.Should().BeGreaterThan(2);
        File.Delete(file);
    }

    [Theory, SyncAndAsync]
    public async Task A_token_file_that_was_never_there_ends_a_wait_at_once(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(Running).ToResponse());
        using var client = TestClient.Create(handler, _time, new TokenFileAuth(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())));

        await FluentActions.Awaiting(() => Wait(mode, client)).Should().ThrowAsync<FirecrestAuthenticationException>();

        _time.Waits.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_refusal_of_the_identity_provider_ends_a_wait_at_once(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(Running).ToResponse());
        using var client = TestClient.Create(handler, _time, new RefusesSecond());

        (await FluentActions.Awaiting(() => Wait(mode, client)).Should().ThrowAsync<FirecrestAuthenticationException>()).Which.Error.Should().Be("invalid_client");

        handler.Requests.Should().ContainSingle();
    }

    /// <summary>The file comes back after the third pause.</summary>
    private void Restore(string file)
    {
        if (++_waits == 3)
        {
            File.WriteAllText(file, "token");
        }
    }

    private static HttpResponseMessage Lose(string file)
    {
        File.Delete(file);
        return Fixture.Load(Running).ToResponse();
    }

    /// <summary>A look of some length that fails, and the pause after it.</summary>
    private bool Look(Patience patience, FirecrestException failure, int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var borne = patience.Bears(failure);
        _time.Advance(patience.PauseAfter(failure, TimeSpan.FromSeconds(1), EachSecond));
        return borne;
    }

    private static Task<JobInfo> Wait(Mode mode, FirecrestClient client)
    {
        var handle = client.GetJobHandle("daint", "3");
        var options = new WaitOptions { Schedule = EachSecond };
        return mode.Run(() => handle.WaitForCompletion(options), () => handle.WaitForCompletionAsync(options));
    }

    private static FirecrestException Gateway() => new("504") { Outcome = OutcomeClass.Unknown };

    private static FirecrestNotFoundException Unknown()
        => new(new FirecrestApiFailure { StatusCode = HttpStatusCode.NotFound, ErrorCode = FirecrestErrorCode.JobNotFound, ServerMessage = "Job not found", Method = "GET", Path = "/" });

    private sealed class RefusesSecond : IAuthorization
    {
        private int _asked;

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
            => _asked++ == 0
                ? new AccessToken("token", DateTimeOffset.MinValue)
                : throw new FirecrestAuthenticationException("The token endpoint answered 401 (invalid_client).") { Error = "invalid_client" };

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));
    }
}
