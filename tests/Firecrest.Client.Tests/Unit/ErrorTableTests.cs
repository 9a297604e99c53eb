using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What the answers of servers mean: the table in ServerMessages, seen through recorded answers.</summary>
public sealed class ErrorTableTests
{
    private const string Refused = nameof(OutcomeClass.Refused);
    private const string NotExecuted = nameof(OutcomeClass.NotExecuted);
    private const string Unknown = nameof(OutcomeClass.Unknown);
    private const string ServerFault = nameof(OutcomeClass.ServerFault);

    /// <summary>The fixture, the exception, its code and what is known of the outcome.</summary>
    public static TheoryData<string, Type, string, string> Recorded => new()
    {
        { "auth/expired-token", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/malformed-token", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/unknown-kid", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/token-expires-too-soon", typeof(FirecrestUnauthorizedException), "token_expires_too_soon", Refused },
        { "auth/no-authorization-header", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/bearer-without-a-token", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/basic-instead-of-bearer", typeof(FirecrestUnauthorizedException), "unauthorized", Refused },
        { "auth/no-username-claim", typeof(FirecrestApiException), "invalid_request", Refused },
        { "auth/user-without-an-ssh-key-ls", typeof(FirecrestPermissionException), "permission_denied", Refused },
        { "auth/user-without-an-ssh-key-userinfo", typeof(FirecrestPermissionException), "permission_denied", Refused },

        { "submit-errors/quota", typeof(FirecrestQuotaException), "quota_exceeded", Refused },
        { "submit-errors/unknown-partition", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/unknown-account", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/unknown-reservation", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/unknown-constraint", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/script-without-shebang", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/script-path-that-does-not-exist", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "submit-errors/neither-script-nor-script-path", typeof(FirecrestCommandTimeoutException), "command_timeout", Unknown },
        { "submit-errors/env-as-a-list", typeof(FirecrestApiException), "server_error", ServerFault },
        { "submit-errors/malformed-json", typeof(FirecrestApiException), "invalid_request", Refused },
        { "submit-errors/unknown-system", typeof(FirecrestNotFoundException), "system_not_found", Refused },

        { "compute/job-by-id-unknown", typeof(FirecrestNotFoundException), "job_not_found", Refused },
        { "compute/metadata-unknown", typeof(FirecrestNotFoundException), "job_not_found", Refused },
        { "compute/cancel-unknown-job", typeof(FirecrestNotFoundException), "job_not_found", Refused },
        { "compute/cancel-a-completed-job", typeof(FirecrestApiException), "job_already_ended", Refused },
        { "compute/cancel-another-users-job", typeof(FirecrestPermissionException), "permission_denied", Refused },
        { "compute/attach-to-a-completed-job", typeof(FirecrestApiException), "job_already_ended", Refused },
        { "compute/attach-to-a-job-that-does-not-exist", typeof(FirecrestNotFoundException), "job_not_found", Refused },
        { "compute/attach-without-command", typeof(FirecrestApiException), "server_error", ServerFault },
        { "compute/job-whose-name-contains-a-pipe", typeof(FirecrestApiException), "server_error", ServerFault },
        { "compute/job-id-that-is-letters", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "compute/job-id-with-an-illegal-character", typeof(FirecrestApiException), "invalid_request", Refused },
        { "compute-rest/quota-rest", typeof(FirecrestQuotaException), "quota_exceeded", Refused },
        { "compute-rest/unknown-account-rest", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "compute-rest/job-id-letters-rest", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "compute-rest/unknown-job-rest", typeof(FirecrestNotFoundException), "job_not_found", Refused },
        { "compute-rest/metadata-rest", typeof(FirecrestApiException), "not_implemented", Refused },

        { "transfer-errors/upload-without-file-size", typeof(FirecrestApiException), "server_error", ServerFault },
        { "transfer-errors/upload-wrong-method-for-this-system", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-errors/upload-unknown-method", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-errors/upload-account-needed-on-this-system", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-errors/upload-unknown-account", typeof(FirecrestApiException), "scheduler_refused", Refused },
        { "transfer-errors/download-missing-file", typeof(FirecrestNotFoundException), "not_found", Refused },
        { "transfer-errors/download-file-in-a-forbidden-directory", typeof(FirecrestPermissionException), "permission_denied", Refused },
        { "transfer-errors/unhealthy-system", typeof(FirecrestUnavailableException), "unavailable", NotExecuted },
        { "transfer-errors/s3-download-on-a-rest-mode-streamer-system", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-jobs/mv-outside", typeof(FirecrestApiException), "path_outside_file_systems", Refused },
        { "transfer-jobs/cp-without-account-on-a-system-that-needs-one", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-jobs/cp-without-target-path", typeof(FirecrestApiException), "invalid_request", Refused },
        { "transfer-streamer/upload-onto-an-existing-file", typeof(FirecrestAlreadyExistsException), "already_exists", Refused },
        { "transfer-streamer/download-of-a-missing-file", typeof(FirecrestNotFoundException), "not_found", Refused },
        { "transfer-wormhole/upload-without-a-code", typeof(FirecrestApiException), "invalid_request", Refused },

        { "filesystem/ls-missing", typeof(FirecrestNotFoundException), "not_found", Refused },
        { "filesystem/ls-forbidden", typeof(FirecrestPermissionException), "permission_denied", Refused },
        { "filesystem/chmod-not-the-owner", typeof(FirecrestPermissionException), "permission_denied", Refused },
        { "filesystem/ls-path-outside", typeof(FirecrestApiException), "path_outside_file_systems", Refused },
        { "filesystem/mkdir-again", typeof(FirecrestAlreadyExistsException), "already_exists", Refused },
        { "filesystem/mkdir-with-a-relative-path", typeof(FirecrestApiException), "invalid_request", Refused },
        { "filesystem/ops-on-an-unknown-system", typeof(FirecrestNotFoundException), "system_not_found", Refused },
        { "filesystem/checksum-of-a-directory", typeof(FirecrestApiException), "command_failed", Refused },
        { "filesystem/checksum-of-a-file-with-spaces-in-its-name", typeof(FirecrestApiException), "command_failed", Refused },
        { "filesystem/upload-where-path-is-a-file", typeof(FirecrestApiException), "command_failed", Refused },
        { "filesystem/upload-of-an-empty-file", typeof(FirecrestCommandTimeoutException), "command_timeout", Unknown },
        { "limits/lax-download-of-a-4-mib-file", typeof(FirecrestCommandTimeoutException), "command_timeout", Unknown },
        { "limits/download-3932160-bytes", typeof(FirecrestTooLargeException), "too_large", Refused },
        { "limits/upload-of-5-mib-plus-1", typeof(FirecrestTooLargeException), "too_large", Refused },
        { "limits/download-6-mib", typeof(FirecrestApiException), "server_error", ServerFault },

        { "status/unhealthy-system-jobs", typeof(FirecrestUnavailableException), "unavailable", NotExecuted },
        { "status/unhealthy-system-nodes", typeof(FirecrestUnavailableException), "unavailable", NotExecuted },
        { "status/unreachable-system-without-health-checks-ls", typeof(FirecrestUnavailableException), "unavailable", NotExecuted },
        { "status/unreachable-system-without-health-checks-jobs", typeof(FirecrestApiException), "server_error", ServerFault },
        { "status/unknown-path", typeof(FirecrestNotFoundException), "not_found", Refused },
        { "status/wrong-method", typeof(FirecrestApiException), "invalid_request", Refused },
        { "status/head-request", typeof(FirecrestApiException), "invalid_request", Refused },
        { "ssh-refused/ls", typeof(FirecrestUnavailableException), "unavailable", Unknown },
        { "ssh-refused/submit", typeof(FirecrestUnavailableException), "unavailable", Unknown },
        { "ssh-refused/jobs", typeof(FirecrestUnavailableException), "unavailable", Unknown },
        { "headers/request-id-not-a-uuid", typeof(FirecrestApiException), "invalid_request", Refused },
    };

    [Theory, MemberData(nameof(Recorded))]
    public void A_recorded_failure_becomes_the_exception_for_it(string name, Type exception, string code, string outcome)
    {
        foreach (var kind in Enum.GetValues<OperationKind>())
        {
            using var response = Fixture.Load("v2/" + name).ToResponse();

            var error = Read(response, kind);

            error.GetType().Should().Be(exception);
            error.ErrorCode.Should().Be(new FirecrestErrorCode(code));
            error.Outcome.ToString().Should().Be(outcome);
            error.MayHaveExecuted.Should().Be(kind != OperationKind.Read && outcome is Unknown or ServerFault, "the operation was {0}", kind);
        }
    }

    /// <summary>Answers that were not recorded: of a proxy, or words of Slurm, Linux and TLS.</summary>
    [Theory]
    [InlineData(429, """{"message":"API rate limit exceeded"}""", "rate_limited", NotExecuted)]
    [InlineData(429, "", "rate_limited", NotExecuted)]
    [InlineData(502, "", "unavailable", Unknown)]
    [InlineData(503, "", "unavailable", Unknown)]
    [InlineData(504, "", "unavailable", Unknown)]
    [InlineData(500, "", "server_error", ServerFault)]
    [InlineData(599, "", "server_error", ServerFault)]
    [InlineData(418, "", "invalid_request", Refused)]
    [InlineData(500, """{"message":"Remote process failed with exit status:1 and error message:dd: '/a': Disk quota exceeded"}""", "quota_exceeded", Refused)]
    [InlineData(500, """{"message":"Remote process failed with exit status:1 and error message:dd: '/a': No space left on device"}""", "quota_exceeded", Refused)]
    [InlineData(403, """{"message":"NOT AUTHENTICATED"}""", "unauthorized", Refused)]
    public void Other_answers_mean_what_they_say(int status, string body, string code, string outcome)
    {
        using var response = Answer(status, body);

        var error = Read(response, OperationKind.Read);

        (error.ErrorCode.Value, error.Outcome.ToString()).Should().Be((code, outcome));
        error.IsTransient.Should().Be(outcome != Refused);
    }

    /// <summary>A cancel takes "already ended" for success, so nothing else may look like it.</summary>
    [Theory]
    [InlineData("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1000)")]
    [InlineData("Unexpected Slurm command response. exit_status:1 std_err:Your account has expired; please contact your system administrator.")]
    public void Something_else_that_has_expired_is_no_job_that_has_ended(string message)
    {
        using var response = Answer(500, $$"""{"message":"{{message}}"}""");

        Read(response, OperationKind.IdempotentWrite).ErrorCode.Should().NotBe(FirecrestErrorCode.JobAlreadyEnded);
    }

    /// <summary>After these messages of sbatch the job is often in the queue all the same.</summary>
    [Theory]
    [InlineData("Socket timed out on send/recv operation")]
    [InlineData("Zero Bytes were transmitted or received")]
    [InlineData("Message receive failure")]
    [InlineData("Message send failure")]
    [InlineData("Unexpected message received")]
    [InlineData("Unable to contact slurm controller (receive failure)")]
    public void A_submission_that_ran_into_the_time_limit_of_sbatch_may_have_been_executed(string words)
    {
        using var response = Answer(
            500,
            $$"""{"message":"Unexpected Slurm command response. exit_status:1 std_err:sbatch: error: Batch job submission failed: {{words}}\n"}""");

        Read(response, OperationKind.Submit).MayHaveExecuted.Should().BeTrue();
    }

    /// <summary>Slurm's REST server, or a proxy in front of it, without an answer of the controller.</summary>
    [Theory]
    [InlineData("status:500 message:{\"errors\": [{\"error\": \"Socket timed out on send\\/recv operation\"}]}")]
    [InlineData("status:502 message:{\"errors\": [{\"error\": \"Rate limit exceeded, please retry momentarily\"}]}")]
    [InlineData("status:503 message:<html>")]
    [InlineData("status:504 message:")]
    public void A_submission_over_REST_without_an_answer_of_the_controller_may_have_been_executed(string words)
    {
        using var response = Answer(500, Said("Unexpected Slurm API response. " + words));
        using var read = Answer(500, Said("Error fetching Slurm API data.", "Unexpected Slurm API response. " + words));

        Read(response, OperationKind.Submit).MayHaveExecuted.Should().BeTrue();
        Read(read, OperationKind.Read).IsTransient.Should().BeTrue();
    }

    [Theory]
    [InlineData("Unexpected PBS command response. exit_status:170 std_err:qsub: Unknown queue\n", "scheduler_refused", Refused)]
    [InlineData("Unexpected PBS qstat response. exit_status:153 std_err:qstat: Unknown Job Id 999999.pbs\n", "job_not_found", Refused)]
    [InlineData("Unexpected PBS qdel response. exit_status:153 std_err:qdel: Unknown Job Id 999999.pbs\n", "job_not_found", Refused)]
    [InlineData("Unexpected PBS qdel response. exit_status:35 std_err:qdel: Job has finished 12.pbs\n", "job_already_ended", Refused)]
    [InlineData("Unexpected PBS qdel response. exit_status:168 std_err:qdel: Request invalid for state of job 12.pbs\n", "scheduler_refused", Refused)]
    [InlineData("Unexpected PBS qdel response. exit_status:159 std_err:qdel: Unauthorized Request  12.pbs\n", "permission_denied", Refused)]
    [InlineData("Unexpected PBS command response. exit_status:111 std_err:Connection refused\nqsub: cannot connect to server pbs (errno=111)\n", "unavailable", NotExecuted)]
    [InlineData("Unexpected PBS command response. exit_status:215 std_err:qsub: Batch protocol error\n", "unavailable", Unknown)]
    public void PBS_means_what_it_says(string words, string code, string outcome)
    {
        using var response = Answer(500, Said(words));

        var error = Read(response, OperationKind.Submit);

        (error.ErrorCode.Value, error.Outcome.ToString()).Should().Be((code, outcome));
    }

    /// <summary>A wait goes on after outages, and only a refusal ends it: see JobWaiter.</summary>
    [Theory]
    [InlineData("scontrol: error: Unable to contact slurm controller (connect failure)")]
    [InlineData("sacct: error: slurm_persist_conn_open_without_init: failed to open persistent connection to host:dbd:6819: Connection refused")]
    [InlineData("slurm_load_jobs error: Socket timed out on send/recv operation")]
    [InlineData("slurm_load_jobs error: Zero Bytes were transmitted or received")]
    public void A_scheduler_that_does_not_answer_has_not_refused(string words)
    {
        using var response = Answer(
            500, $$"""{"message":"Error executing Slurm command.","causedBy":["Unexpected Slurm command response. exit_status:1 std_err:{{words}}\n"]}""");

        Read(response, OperationKind.Read).Outcome.Should().NotBe(OutcomeClass.Refused);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7.0)]
    [InlineData("Retry-After: 0", 0.0)]
    [InlineData("Retry-After: Sun, 22 Nov 2026 12:00:30 GMT", 30.0)]
    [InlineData("Retry-After: Sun, 22 Nov 2026 11:00:00 GMT", 0.0)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("Retry-After: -5", null)]
    [InlineData("RateLimit-Reset: 12", 12.0)]
    [InlineData("RateLimit-Reset: 1.5", 1.5)]
    [InlineData("RateLimit-Reset: later", null)]
    [InlineData("RateLimit-Reset: -1", null)]
    [InlineData("RateLimit-Reset: NaN", null)]
    [InlineData("RateLimit-Reset: 99999999999", null)]
    [InlineData("Retry-After: 7|RateLimit-Reset: 12", 7.0)]
    [InlineData("Retry-After: soon|RateLimit-Reset: 12", 12.0)]
    [InlineData("", null)]
    public void A_rate_limit_says_how_long_to_wait(string headers, double? seconds)
    {
        using var response = Answer(429, """{"message":"API rate limit exceeded"}""", "Date: Sun, 22 Nov 2026 12:00:00 GMT|" + headers);

        var error = Read(response, OperationKind.Submit);

        error.Should().BeOfType<FirecrestRateLimitException>();
        (error.RetryAfter?.TotalSeconds).Should().Be(seconds);
        error.ServerMessage.Should().Be("API rate limit exceeded");
    }

    [Theory]
    [InlineData("Retry-After: 20", 20.0)]
    [InlineData("RateLimit-Reset: 12", null)]
    public void Another_failure_is_delayed_by_retry_after_only(string header, double? seconds)
    {
        using var response = Answer(503, "", header);

        Read(response, OperationKind.Read).RetryAfter.Should().Be(seconds is { } delay ? TimeSpan.FromSeconds(delay) : null);
    }

    [Fact]
    public void Numbers_of_headers_are_read_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using var response = Answer(429, "", "RateLimit-Reset: 1.5");
            Read(response, OperationKind.Read).RetryAfter.Should().Be(TimeSpan.FromSeconds(1.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Loading modules...\nperl: warning: Setting locale failed.\n", false)]
    [InlineData("tar: Removing leading `/' from member names\ntar: a: time stamp 2027-01-01 is 60 s in the future", false)]
    [InlineData("cp: cannot stat '/home/me/none': No such file or directory", true)]
    [InlineData("/usr/bin/tar: /a: Cannot open: Permission denied", true)]
    [InlineData("gzip: stdout: No space left on device", true)]
    [InlineData("Sun Nov 22 16:26:51 UTC 2026 Unable to copy files exit code:0 error: ", true)]
    public void A_complaint_in_the_log_of_a_file_job_is_told_from_chatter(string log, bool isComplaint)
        => ServerMessages.IsComplaintOfFileJob(log).Should().Be(isComplaint);

    [Fact]
    public void A_code_that_was_never_set_has_an_empty_text() => default(FirecrestErrorCode).ToString().Should().BeEmpty();

    private static FirecrestApiException Read(HttpResponseMessage response, OperationKind kind)
        => ErrorReader.Read(response, BodyOf(response), new RequestFacts(HttpMethod.Post, "/compute/daint/jobs", kind, 1), null);

    private static string Said(string message, params string[] causes)
        => new JsonObject { ["message"] = message, ["causedBy"] = new JsonArray([.. causes.Select(cause => (JsonNode)cause)]) }.ToJsonString();

    private static byte[] BodyOf(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(body);
        return body.ToArray();
    }

    private static HttpResponseMessage Answer(int status, string body, string headers = "")
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]).Should().BeTrue();
        }

        return response;
    }
}
