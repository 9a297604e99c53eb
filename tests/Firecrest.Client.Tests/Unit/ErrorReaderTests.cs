using System.Net;
using System.Text;
using System.Text.Json;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

public sealed class ErrorReaderTests
{
    public static TheoryData<string> Failures => [.. Fixture.All("v2/").Where(name => Fixture.Load(name).StatusCode >= 400)];

    [Theory, MemberData(nameof(Failures))]
    public void Every_recorded_failure_is_told_with_its_request_status_code_and_words(string name)
    {
        var fixture = Fixture.Load(name);
        var path = fixture.RequestTarget.Split('?')[0];

        var error = Read(fixture.ToResponse(), new HttpMethod(fixture.RequestMethod), path);

        error.StatusCode.Should().Be((HttpStatusCode)fixture.StatusCode);
        error.Message.Should().StartWith($"{fixture.RequestMethod} {path} answered {fixture.StatusCode} ({error.ErrorCode.Value})").And.EndWith(".");
        error.ResponseBody.Should().Be(fixture.Body);
        (error.ServerMessage.Length > 0).Should().Be(fixture.Body.Length > 0);
        error.ServerMessage.Should().ContainAll(Words(fixture.Body));
        error.Message.Should().ContainAll(Words(fixture.Body).Select(words => words.TrimEnd('.')));
        error.CausedBy.Should().Equal(Causes(fixture.Body));
    }

    [Fact]
    public void A_message_has_request_answer_and_advice_first_and_ids_and_versions_last()
    {
        using var response = Fixture.Load("v2/filesystem/ls-missing").ToResponse();
        response.Headers.Add("x-request-id", "4f0000000000000000000000000000aa");
        response.Headers.Add("Retry-After", "90");

        var error = ErrorReader.Read(response, BodyOf(response), new RequestFacts(HttpMethod.Get, "/filesystem/daint/ops/ls", OperationKind.Read, 3), new Version(2, 5, 7));

        error.Message.Should().Be(
            "GET /filesystem/daint/ops/ls answered 404 (not_found): Remote process failed with exit status:2 and error message:ls: cannot access "
            + "'/home/fireuser/fs/none': No such file or directory. The server asks to wait 00:01:30. Tried 3 times. "
            + "Request id 4f0000000000000000000000000000aa, FirecREST 2.5.7.");
        error.Should().BeEquivalentTo(new
        {
            Method = "GET",
            Path = "/filesystem/daint/ops/ls",
            RequestId = "4f0000000000000000000000000000aa",
            Attempts = 3,
            ServerVersion = new Version(2, 5, 7),
            RetryAfter = TimeSpan.FromSeconds(90),
        });
    }

    [Fact]
    public void A_failure_without_words_has_a_message_all_the_same()
        => Read(Fixture.Load("v2/headers/request-id-not-a-uuid").ToResponse(), HttpMethod.Get, "/status/liveness/")
            .Message.Should().Be("GET /status/liveness/ answered 400 (invalid_request).");

    [Theory]
    [InlineData("v2/compute/list-bad-time-window", "query time_window: Input should be '1h', '8h', '24h', '3d' or '7d'")]
    [InlineData("v2/submit-errors/no-body", "body: Field required")]
    [InlineData("v2/submit-errors/malformed-json", "body 1: JSON decode error")]
    public void A_validation_error_names_place_member_and_complaint(string name, string message)
        => Read(Fixture.Load(name).ToResponse()).ServerMessage.Should().Be(message);

    [Theory]
    [InlineData("""{"data":{"fields":[{"location":"body","name":"a","message":"x"},{"location":"body","name":"b","message":"y"}]}}""", "body a: x; body b: y")]
    [InlineData("""{"message":"plain","data":{"fields":[]}}""", "plain")]
    [InlineData("""{"message":"plain","data":{"fields":null}}""", "plain")]
    [InlineData("""{"message":"plain","data":[1]}""", "plain")]
    [InlineData("""{"message":null,"detail":"Not Found"}""", "Not Found")]
    [InlineData("""{"error":"temporarily_unavailable"}""", "temporarily_unavailable")]
    [InlineData("""{"message":17}""", "17")]
    [InlineData("""{"message":"  padded\n"}""", "padded")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    [InlineData("\"only text\"", "only text")]
    [InlineData("42", "42")]
    [InlineData("""["a","b"]""", """["a","b"]""")]
    [InlineData("""{"message":""", """{"message":""")]
    [InlineData("   ", "")]
    public void Whatever_the_body_is_its_words_are_told(string body, string message)
        => Read(Answer(HttpStatusCode.BadRequest, body, "application/json")).ServerMessage.Should().Be(message);

    [Fact]
    public void A_body_with_half_a_character_is_told_as_well_as_it_can_be()
        => Read(Answer(HttpStatusCode.BadRequest, """{"message":"caf\udcc3 closed"}""", "application/json")).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public void Causes_are_told_once_each_after_the_message()
    {
        var error = Read(Answer(HttpStatusCode.InternalServerError, """{"message":"Outer.","causedBy":["Outer.","Inner one.\n",7]}""", "application/json"));

        error.CausedBy.Should().Equal("Outer.", "Inner one.", "7");
        error.Message.Should().EndWith("(server_error): Outer; Inner one; 7.");
    }

    [Fact]
    public void Plain_text_is_told_as_it_is()
    {
        var error = Read(Answer(HttpStatusCode.ServiceUnavailable, "upstream connect error\n", "text/plain"));

        error.Should().BeOfType<FirecrestUnavailableException>();
        error.Outcome.Should().Be(OutcomeClass.Unknown);
        error.ServerMessage.Should().Be("upstream connect error");
    }

    [Theory]
    [InlineData("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1><hr>nginx</body>\r\n</html>\r\n", "text/html")]
    [InlineData("<!DOCTYPE html><html><body>502   Bad\n<b>Gateway</b></body></html>", "text/plain")]
    [InlineData("  <HTML><title lang=\"en\">502 Bad Gateway</title></HTML>", "application/octet-stream")]
    public void A_web_page_of_a_proxy_is_told_by_its_text(string page, string contentType)
    {
        var error = Read(Answer(HttpStatusCode.BadGateway, page, contentType));

        error.Should().BeOfType<FirecrestUnavailableException>();
        error.Outcome.Should().Be(OutcomeClass.Unknown);
        error.ServerMessage.Should().StartWith("502 Bad Gateway (").And.Contain("proxy").And.NotContain("<");
        error.ResponseBody.Should().Be(page);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    public void A_long_body_is_cut(string contentType)
    {
        var error = Read(Answer(HttpStatusCode.InternalServerError, new string('x', 10240), contentType));

        error.ResponseBody.Should().Be(new string('x', 4096));
        error.Message.Length.Should().BeLessThan(500);
    }

    [Theory]
    [InlineData("https://login.example/sso/start?state=s3cret", "a redirect to login.example,")]
    [InlineData("/sso/start?state=s3cret", "a redirect to another path of this server,")]
    [InlineData("//login.example/sso/start?state=s3cret", "a redirect to login.example,")]
    [InlineData(null, "a redirect to another path of this server,")]
    public void A_redirect_is_told_by_its_host_alone(string? location, string expected)
    {
        using var response = Answer(HttpStatusCode.Found, "", "text/plain");
        if (location is not null)
        {
            response.Headers.TryAddWithoutValidation("Location", location).Should().BeTrue();
        }

        var error = Read(response);

        error.ErrorCode.Should().Be(FirecrestErrorCode.Redirected);
        error.Outcome.Should().Be(OutcomeClass.Refused);
        error.ServerMessage.Should().StartWith(expected);
        error.ToString().Should().NotContain("sso").And.NotContain("s3cret");
    }

    [Fact]
    public void The_token_that_the_server_sends_back_is_told_nowhere()
    {
        const string token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl";
        using var response = Fixture.Load("v2/auth/expired-token").ToResponse();
        response.Headers.Remove("auth-token");
        response.Headers.Add("auth-token", token);

        var error = Read(response);

        string.Join('\n', error.Message, error.ToString(), error.ResponseBody, error.ServerMessage).Should().Contain("expired").And.NotContain(token);
    }

    [Fact]
    public void A_success_that_is_a_login_page_is_told_as_one()
    {
        using var response = Answer(HttpStatusCode.OK, "<html><title>Sign in</title><body>...</body></html>", "text/html");

        var error = ReadUnexpected(response, OperationKind.Read);

        error.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
        error.ServerMessage.Should().StartWith("Sign in;").And.Contain("base address");
        error.InnerException.Should().BeOfType<JsonException>();
    }

    [Theory]
    [InlineData(nameof(OperationKind.Read), false)]
    [InlineData(nameof(OperationKind.IdempotentWrite), true)]
    [InlineData(nameof(OperationKind.Submit), true)]
    [InlineData(nameof(OperationKind.OnceOnly), true)]
    public void A_success_that_cannot_be_read_was_one_perhaps_for_writes(string kind, bool mayHaveExecuted)
    {
        using var response = Answer(HttpStatusCode.OK, """{"jobId":""", "application/json");

        var error = ReadUnexpected(response, Enum.Parse<OperationKind>(kind));

        error.MayHaveExecuted.Should().Be(mayHaveExecuted);
        error.ServerMessage.Should().Be("the answer cannot be read: no end");
        error.ResponseBody.Should().Be("""{"jobId":""");
    }

    private static FirecrestApiException Read(HttpResponseMessage response, HttpMethod? method = null, string path = "/compute/daint/jobs")
        => ErrorReader.Read(response, BodyOf(response), new RequestFacts(method ?? HttpMethod.Get, path, OperationKind.Read, 1), null);

    private static FirecrestApiException ReadUnexpected(HttpResponseMessage response, OperationKind kind)
        => ErrorReader.ReadUnexpected(response, BodyOf(response), new RequestFacts(HttpMethod.Post, "/compute/daint/jobs", kind, 1), null, new JsonException("no end"));

    private static byte[] BodyOf(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(body);
        return body.ToArray();
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body, string contentType)
        => new(status) { Content = new StringContent(body, Encoding.UTF8, contentType) };

    /// <summary>What a body says: the complaints about single members if there are any, else its message.</summary>
    private static string[] Words(string body)
    {
        if (body.Length == 0)
        {
            return [""];
        }

        using var json = JsonDocument.Parse(body);
        if (json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            return [.. data.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("message").GetString()!)];
        }

        var message = json.RootElement.TryGetProperty("message", out var words) ? words : json.RootElement.GetProperty("error");
        return [message.GetString()!.Trim()];
    }

    private static string[] Causes(string body)
    {
        using var json = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
        return json.RootElement.TryGetProperty("causedBy", out var causes) && causes.ValueKind == JsonValueKind.Array
            ? [.. causes.EnumerateArray().Select(cause => cause.GetString()!.Trim())]
            : [];
    }
}
