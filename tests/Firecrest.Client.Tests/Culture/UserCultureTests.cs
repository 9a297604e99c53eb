using System.Globalization;
using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Tests.Unit;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Culture;

/// <summary>What is sent, read and said does not depend on the culture of the user.</summary>
public sealed class UserCultureTests
{
    private static readonly Uri Address = new("HTTPS://API.ISTANBUL.EXAMPLE:8443/FIRECREST/v2");

    public static TheoryData<string> Cultures => UserCulture.Names;

    [Theory, MemberData(nameof(Cultures))]
    public void The_cultures_differ_from_the_one_that_programmers_have_in_mind(string culture)
    {
        using var user = new UserCulture(culture);

        string[] betrayals = ["i".ToUpper(CultureInfo.CurrentCulture), 0.5.ToString(CultureInfo.CurrentCulture), (-1).ToString(CultureInfo.CurrentCulture), new DateTime(2026, 11, 22).ToString(CultureInfo.CurrentCulture)];

        betrayals.Should().NotEqual(["I", "0.5", "-1", new DateTime(2026, 11, 22).ToString(CultureInfo.InvariantCulture)]);
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Numbers_in_queries_are_plain_digits(string culture)
    {
        using var user = new UserCulture(culture);

        SentRequest.Of(FilesystemRequests.View("s", "/f", new ViewOptions { Size = 1234567, Offset = -1234567 })).Query.Should().Be("?path=%2Ff&size=1234567&offset=-1234567");
        SentRequest.Of(FilesystemRequests.Head("s", "/f", new HeadOptions { Bytes = long.MaxValue, SkipTrailing = true })).Query
            .Should().Be("?path=%2Ff&bytes=9223372036854775807&skipTrailing=true");
        SentRequest.Of(FilesystemRequests.Tail("s", "/f", new TailOptions { Lines = long.MinValue })).Query.Should().Be("?path=%2Ff&lines=-9223372036854775808");
        SentRequest.Of(ComputeRequests.GetJobs("s", new GetJobsOptions { AllUsers = true, TimeWindow = JobsTimeWindow.OneDay })).Query.Should().Be("?allusers=true&time_window=24h");
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Paths_and_bodies_are_sent_as_they_are(string culture)
    {
        using var user = new UserCulture(culture);
        var job = new SubmitJobRequest { WorkingDirectory = "/İI/ıi", Script = "#!/bin/sh\n", Name = "Iıİi", Environment = new Dictionary<string, string> { ["I"] = "i" } };

        var request = SentRequest.Of(ComputeRequests.SubmitJob("CLUSTER-I", job));

        request.Path.Should().Be("compute/CLUSTER-I/jobs");
        var sent = request.Json()!["job"]!;
        sent.AsObject().Select(member => member.Key).Should().Equal("name", "workingDirectory", "env", "script");
        (sent["name"]!.GetValue<string>(), sent["workingDirectory"]!.GetValue<string>(), sent["env"]!["I"]!.GetValue<string>()).Should().Be(("Iıİi", "/İI/ıi", "i"));
        SentRequest.Of(FilesystemRequests.Upload("s", "/İ", "Iıİi", Files.UploadSource.FromBytes(new byte[1], "x"))).Text()
            .Should().Contain("Content-Disposition: form-data; name=\"file\"; filename=\"Iıİi\"\r\n");
    }

    [Theory, MemberData(nameof(Cultures))]
    public void States_are_told_whatever_the_case_of_their_letters(string culture)
    {
        using var user = new UserCulture(culture);

        new JobState("timeout").Should().Be(JobState.TimedOut);
        new JobState("TimeOut").IsTerminal.Should().BeTrue();
        new JobState("failed").IsTerminal.Should().BeTrue();
        new JobState("running,completing").IsTerminal.Should().BeFalse();
        new JobState("pending").IsPending.Should().BeTrue();
        new JobState("Configuring").Should().Be(JobState.Configuring);
        new JobState("node_fail+").Should().Be(JobState.NodeFail);
        new JobState("Timeout").Name.Should().Be("TIMEOUT");
        new JobState("timeout").GetHashCode().Should().Be(JobState.TimedOut.GetHashCode());
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Answers_are_read_alike(string culture)
    {
        var job = Recorded.Read("compute/completed-job", ComputeRequests.GetJob("s", "4")).Single();
        var file = Recorded.Read("filesystem/ls", FilesystemRequests.List("s", "/home/fireuser/fs", null))[0];
        var system = Recorded.Read("status/systems", StatusRequests.GetSystems()).Single();

        using var user = new UserCulture(culture);

        Recorded.Read("compute/completed-job", ComputeRequests.GetJob("s", "4")).Single().Should().BeEquivalentTo(job);
        Recorded.Read("filesystem/ls", FilesystemRequests.List("s", "/home/fireuser/fs", null))[0].Should().Be(file);
        Recorded.Read("status/systems", StatusRequests.GetSystems()).Single().Should().BeEquivalentTo(system);
        Recorded.Parse("""{"SYSTEMS":[{"NAME":"x","FILESYSTEMS":[{"PATH":"/i"}],"SERVICESHEALTH":[{"latency":0.25,"healthy":true}]}]}""", StatusRequests.GetSystems())
            .Single().Should().Match<SystemInfo>(read => read.FileSystems[0].Path == "/i" && read.Services[0].Latency == TimeSpan.FromSeconds(0.25));
    }

    [Theory, MemberData(nameof(Cultures))]
    public void The_words_of_a_failure_are_known_whatever_the_case_of_their_letters(string culture)
    {
        using var user = new UserCulture(culture);

        Classify(500, "INVALID JOB ID SPECIFIED").Should().Be(FirecrestErrorCode.JobNotFound);
        Classify(401, "TOKEN EXPIRES TOO SOON").Should().Be(FirecrestErrorCode.TokenExpiresTooSoon);
        Classify(503, "system IS UNHEALTHY").Should().Be(FirecrestErrorCode.Unavailable);
        Classify(400, "mkdir: FILE EXISTS").Should().Be(FirecrestErrorCode.AlreadyExists);

        static FirecrestErrorCode Classify(int status, string words) => ServerMessages.Classify((HttpStatusCode)status, words, []).Code;
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task A_time_to_wait_is_read_and_said_alike(string culture)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var user = new UserCulture(culture);
            using var handler = StubHandler.Sequence(() =>
            {
                var response = StubHandler.Json("""{"message":"slow down"}""", HttpStatusCode.TooManyRequests);
                response.Headers.TryAddWithoutValidation("RateLimit-Reset", "7.5");
                response.Headers.TryAddWithoutValidation("x-request-id", "I");
                return response;
            });
            using var client = new FirecrestClient(TestClient.Address, new StaticTokenAuth("t"), TestClient.Options(handler, retry: new RetryOptions { MaxRetries = 0 }));

            var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestRateLimitException>();

            failure.Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(7.5));
            failure.Which.Message.Should().Be("GET /status/systems answered 429 (rate_limited): slow down. The server asks to wait 00:00:07.5000000. Request id I.");
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task A_date_to_come_back_at_is_read_alike(string culture)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var user = new UserCulture(culture);
            using var handler = StubHandler.Sequence(() =>
            {
                var response = StubHandler.Json("{}", HttpStatusCode.ServiceUnavailable);
                response.Headers.TryAddWithoutValidation("Date", "Sun, 22 Nov 2026 16:18:24 GMT");
                response.Headers.TryAddWithoutValidation("Retry-After", "Sun, 22 Nov 2026 17:18:24 GMT");
                return response;
            });
            using var client = TestClient.Create(handler);

            var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnavailableException>();

            failure.Which.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Messages_write_numbers_as_programs_do(string culture)
    {
        using var user = new UserCulture(culture);
        var facts = new RequestFacts(HttpMethod.Get, "/status/systems", OperationKind.Read, 1234);

        Message(() => new WaitOptions { Schedule = new PollSchedule { Factor = 0.5 } }.Validate()).Should().Be("Schedule.Factor is 0.5; it must be 1 or more.");
        Message(() => new WaitOptions { Schedule = new PollSchedule { Jitter = -1.5 } }.Validate()).Should().Be("Schedule.Jitter is -1.5; it must be at least 0 and below 1.");
        Message(() => new WaitOptions { TimeLimit = TimeSpan.FromSeconds(-1.5) }.Validate()).Should().StartWith("TimeLimit is -00:00:01.5000000;");
        Message(() => new FirecrestClientOptions { Retry = new RetryOptions { MaxRetries = -1234 } }.Freeze()).Should().Be("Retry.MaxRetries is -1234; it must not be negative.");
        FirecrestTimeoutException.ForRequest(facts, TimeSpan.FromSeconds(1.5)).Message.Should().StartWith("GET /status/systems got no complete answer within 00:00:01.5000000 ");
        FirecrestConnectionException.From(facts, Address, new HttpRequestException(HttpRequestError.ConnectionError, "refused")).Message
            .Should().Be("GET /status/systems: https://api.istanbul.example:8443 could not be reached: refused Tried 1234 times.");
        new AccessToken("t", new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.FromHours(1))).ToString().Should().Be("AccessToken (until 2026-11-22 16:00:00Z)");
        new FileEntry { Name = "f", Path = "/f", Type = FileType.RegularFile, Size = 1234567 }.ToString().Should().Be("- /f (1234567 bytes)");

        static string Message(Action action) => action.Should().Throw<ArgumentException>().Which.Message;
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task Addresses_header_names_and_versions_are_written_alike(string culture)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var user = new UserCulture(culture);
            using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
            using var client = new FirecrestClient(Address, new ApiKeyAuth("k", "X-API-ID"), TestClient.Options(handler) with { ApplicationId = "Ii" });

            await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

            var request = handler.Requests.Single();
            request.Uri.AbsoluteUri.Should().Be("https://api.istanbul.example:8443/FIRECREST/v2/status/systems");
            request.Headers["x-api-id"].Should().Be("k");
            request.Headers["User-Agent"].Should().MatchRegex(@"^firecrest-dotnet/[0-9]+\.[0-9]+\.[0-9]+\S* \(net[0-9]+\.[0-9]+; [A-Za-z]+\) Ii$");
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task A_system_is_found_whatever_the_case_of_its_letters(string culture)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var user = new UserCulture(culture);
            using var handler = StubHandler.Sequence(() => StubHandler.Json("""{"systems":[{"name":"istanbul","dataOperation":{"max_ops_file_size":10}}]}"""));
            using var client = TestClient.Create(handler);
            using var content = new MemoryStream(new byte[11]);
            var direct = new TransferOptions { Method = TransferMethod.Direct };

            var failure = await FluentActions.Awaiting(() => mode.Run(() => client.Upload("ISTANBUL", content, "/f", direct), () => client.UploadAsync("ISTANBUL", content, "/f", direct)))
                .Should().ThrowAsync<FirecrestNotSupportedException>();

            failure.Which.Message.Should().Contain("work up to 10");
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Scripts_and_output_files_are_read_alike(string culture)
    {
        using var user = new UserCulture(culture);

        SbatchDirectives.Parse("#!/bin/sh\n#SBATCH -i in.txt --job-name=I\n").Find("input").Should().Be("in.txt");
        OutputPattern.Resolve("%x-%10A_%3a.out", "/i", "1234_5", "İ", isArray: true).Should().Be("/i/İ-0000001234_005.out");
        JobId.Parse("123_[1-9:2%4]").Covers(JobId.Parse("123_7")).Should().BeTrue();
    }
}
