using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Every recorded refusal of FirecREST v1 outside of files becomes the exception, code and outcome class for it.</summary>
public sealed class V1ErrorTableTests
{
    private static readonly string[] Sections = ["compute/", "reservations/", "routing/", "status/", "tasks/", "unreachable/"];

    private static readonly (string Name, Type Exception, string Code, OutcomeClass Outcome)[] Known =
    [
        ("compute/cancel-on-offline", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("compute/get-compute-acct-on-offline", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("compute/get-compute-acct-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/get-compute-jobs-on-offline", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("compute/get-compute-jobs-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/get-compute-nodes-on-offline", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("compute/get-compute-nodes-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/get-compute-partitions-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/get-compute-reservations-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/jobs-malformed-id", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/jobs-malformed-list", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/jobs-no-machine", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/jobs-unknown-machine", typeof(FirecrestNotFoundException), "system_not_found", OutcomeClass.Refused),
        ("compute/one-job-malformed-id", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-path-a-directory", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-path-env-is-not-json", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-path-file-missing", typeof(FirecrestNotFoundException), "not_found", OutcomeClass.Refused),
        ("compute/submit-by-path-no-machine", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-path-no-targetpath", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-path-not-readable", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/submit-by-upload-empty-file", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-upload-env-is-not-json", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-upload-forbidden-character-in-account", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-upload-machine-down", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("compute/submit-by-upload-machine-refused-by-opa", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("compute/submit-by-upload-no-file", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-upload-no-machine", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("compute/submit-by-upload-over-the-size-limit", typeof(FirecrestTooLargeException), "too_large", OutcomeClass.Refused),
        ("compute/submit-by-upload-unknown-machine", typeof(FirecrestNotFoundException), "system_not_found", OutcomeClass.Refused),
        ("compute/submit-by-upload-user-unknown-on-the-system", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("reservations/create-again", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/create-field-missing", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/create-not-a-member-of-the-account", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/create-wrong-time", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/delete-again", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/no-machine", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("reservations/unknown-machine", typeof(FirecrestNotFoundException), "system_not_found", OutcomeClass.Refused),
        ("routing/expired-token", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/kong-expired-token", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/kong-no-token", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/kong-rate-limit", typeof(FirecrestRateLimitException), "rate_limited", OutcomeClass.NotExecuted),
        ("routing/method-the-service-does-not-know", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("routing/method-without-route-at-the-gateway", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("routing/no-authorization-header", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/not-a-jwt", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/options", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("routing/signature-broken", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/token-without-scope", typeof(FirecrestUnauthorizedException), "unauthorized", OutcomeClass.Refused),
        ("routing/trailing-slash-status-services", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("routing/unknown-path-at-the-gateway", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("routing/unknown-path-below-a-service", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("status/filesystems-of-an-unknown-system", typeof(FirecrestNotFoundException), "not_found", OutcomeClass.Refused),
        ("status/unknown-service", typeof(FirecrestNotFoundException), "not_found", OutcomeClass.Refused),
        ("status/unknown-system", typeof(FirecrestNotFoundException), "system_not_found", OutcomeClass.Refused),
        ("tasks/delete-a-task-at-the-gateway", typeof(FirecrestApiException), "not_implemented", OutcomeClass.Refused),
        ("tasks/task-of-another-user", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("tasks/task-with-an-id-that-is-none", typeof(FirecrestNotFoundException), "not_found", OutcomeClass.Refused),
        ("tasks/tasks-empty-list", typeof(FirecrestApiException), "invalid_request", OutcomeClass.Refused),
        ("tasks/unknown-task", typeof(FirecrestNotFoundException), "not_found", OutcomeClass.Refused),
        ("unreachable/jobs", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/jobs-path", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/jobs-upload", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/partitions", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/reservations", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/upload", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/whoami", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/xfer-external-download", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/xfer-external-upload", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/xfer-internal-rm", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/xfer-internal-rm-on-restricted", typeof(FirecrestPermissionException), "permission_denied", OutcomeClass.Refused),
        ("unreachable/xfer-internal-rm-with-account", typeof(FirecrestUnavailableException), "unavailable", OutcomeClass.NotExecuted),
        ("unreachable/xfer-internal-rm-with-account-on-offline", typeof(FirecrestApiException), "server_error", OutcomeClass.ServerFault),
    ];

    public static TheoryData<string> Names => [.. Known.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_recorded_refusal_becomes_the_exception_for_it(string name)
    {
        var (_, exception, code, outcome) = Known.Single(row => row.Name == name);
        foreach (var kind in Enum.GetValues<OperationKind>())
        {
            var error = Read(name, kind);

            error.GetType().Should().Be(exception);
            error.ErrorCode.Value.Should().Be(code);
            error.Outcome.Should().Be(outcome);
            error.MayHaveExecuted.Should().Be(kind != OperationKind.Read && outcome is OutcomeClass.ServerFault or OutcomeClass.Unknown);
        }
    }

    [Fact]
    public void No_recorded_refusal_is_missing()
        => Fixture.All("v1/").Select(name => name["v1/".Length..])
            .Where(name => Sections.Any(section => name.StartsWith(section, StringComparison.Ordinal)) && Fixture.Load("v1/" + name).StatusCode >= 300)
            .Should().BeEquivalentTo(Known.Select(row => row.Name));

    [Theory]
    [InlineData("compute/submit-by-path-file-missing", "Failed to submit job; /home/test1/nope.sh is an invalid path.")]
    [InlineData("compute/submit-by-upload-empty-file", "Batch file is empty.")]
    [InlineData("compute/submit-by-upload-machine-down", "the system refuses connections, or does not know the user.")]
    [InlineData("unreachable/xfer-internal-rm", "Failed to submit rm job.")]
    [InlineData("reservations/create-again", "Error creating the reservation: Duplicate reservation name.")]
    [InlineData("reservations/unknown-machine", "Machine does not exist.")]
    [InlineData("status/filesystems-of-an-unknown-system", "System 'nope' doesn't exist.")]
    [InlineData("routing/kong-expired-token", "token expired.")]
    [InlineData("routing/unknown-path-at-the-gateway", "check the base address.")]
    [InlineData("tasks/unknown-task", "Task 0123456789abcdef0123456789abcdef does not exist.")]
    public void The_message_says_the_reason(string name, string words) => Read(name, OperationKind.Read).Message.Should().Contain(words);

    [Theory]
    [InlineData("X-Machine-Does-Not-Exist", "", "system_not_found", nameof(OutcomeClass.Refused))]
    [InlineData("X-Machine-Does-Not-Exists", "", "system_not_found", nameof(OutcomeClass.Refused))]
    [InlineData("X-Machine-Not-Available", "", "unavailable", nameof(OutcomeClass.NotExecuted))]
    [InlineData("X-Timeout", "", "command_timeout", nameof(OutcomeClass.Unknown))]
    [InlineData("X-Permission-Denied", "", "permission_denied", nameof(OutcomeClass.Refused))]
    [InlineData("X-Invalid-Path", "", "not_found", nameof(OutcomeClass.Refused))]
    [InlineData("X-Not-Found", "", "not_found", nameof(OutcomeClass.Refused))]
    [InlineData("X-Exists", "", "already_exists", nameof(OutcomeClass.Refused))]
    [InlineData("X-Not-A-Directory", "", "invalid_request", nameof(OutcomeClass.Refused))]
    [InlineData("X-A-Directory", "", "invalid_request", nameof(OutcomeClass.Refused))]
    [InlineData("X-Size-Limit", "", "too_large", nameof(OutcomeClass.Refused))]
    [InlineData("X-Invalid-Group", "", "invalid_request", nameof(OutcomeClass.Refused))]
    [InlineData("X-Invalid-Owner", "", "invalid_request", nameof(OutcomeClass.Refused))]
    [InlineData("X-Invalid-Mode", "", "invalid_request", nameof(OutcomeClass.Refused))]
    [InlineData("X-Sbatch-Error", "sbatch: error: Invalid partition name specified", "scheduler_refused", nameof(OutcomeClass.Refused))]
    [InlineData("X-Sbatch-Error", "sbatch: error: Job violates accounting/QOS policy", "quota_exceeded", nameof(OutcomeClass.Refused))]
    [InlineData("X-Error", "Connection refused", "unavailable", nameof(OutcomeClass.NotExecuted))]
    [InlineData("X-Error", "curl: Connection refused by proxy", "command_failed", nameof(OutcomeClass.Refused))]
    [InlineData("X-Error", "Authentication failed.", "permission_denied", nameof(OutcomeClass.Refused))]
    [InlineData("X-Error", "Command execution is not allowed in machine", "permission_denied", nameof(OutcomeClass.Refused))]
    [InlineData("X-Error", "cp: error writing 'x': Disk quota exceeded", "quota_exceeded", nameof(OutcomeClass.Refused))]
    public void A_header_decides(string header, string text, string code, string outcome)
    {
        var error = ReadHeaders((header, text));

        (error.ErrorCode.Value, error.Outcome.ToString()).Should().Be((code, outcome));
    }

    [Fact]
    public void Of_several_headers_the_same_one_counts_whatever_their_order()
    {
        ReadHeaders(("X-Error", "boom"), ("X-Invalid-Path", "no"), ("X-Machine-Does-Not-Exists", "gone")).ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
        ReadHeaders(("X-Machine-Does-Not-Exists", "gone"), ("X-Invalid-Path", "no"), ("X-Error", "boom")).ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
        ReadHeaders(("X-Error", "boom"), ("X-Invalid-Path", "no")).ErrorCode.Should().Be(FirecrestErrorCode.NotFound);
    }

    [Theory, SyncAndAsync]
    public async Task A_header_of_a_success_is_no_error(Mode mode)
    {
        using var handler = new StubHandler(_ =>
        {
            var answer = Fixture.Load("v1/tasks/one-task").ToResponse();
            answer.Headers.Add("X-Error", "said by a proxy");
            return answer;
        });
        using var client = V1Client.Over(handler);

        (await mode.Run(() => client.V1.Tasks.GetTask("4c4b"), () => client.V1.Tasks.GetTaskAsync("4c4b"))).State.Code.Should().Be(114);
    }

    private static FirecrestApiException ReadHeaders(params (string Name, string Text)[] headers)
    {
        using var response = StubHandler.Json("""{"description":"Error on some operation"}""", System.Net.HttpStatusCode.BadRequest);
        foreach (var (name, text) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, text.Length > 0 ? text : "some text");
        }

        return ErrorReader.Read(response, """{"description":"Error on some operation"}"""u8, new(HttpMethod.Get, "/utilities/ls", OperationKind.Read, 1), null);
    }

    private static FirecrestApiException Read(string name, OperationKind kind)
    {
        var fixture = Fixture.Load("v1/" + name);
        using var response = fixture.ToResponse();
        return ErrorReader.Read(response, System.Text.Encoding.UTF8.GetBytes(fixture.Body), new(HttpMethod.Get, "/x", kind, 1), null);
    }
}
