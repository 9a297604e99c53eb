using Firecrest.Client.Http;

namespace Firecrest.Client.Tests.Unit;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("https://api.example", "https://api.example/status/systems")]
    [InlineData("https://api.example/", "https://api.example/status/systems")]
    [InlineData("https://api.example/hpc/firecrest/v2", "https://api.example/hpc/firecrest/v2/status/systems")]
    [InlineData("https://api.example/hpc/firecrest/v2/", "https://api.example/hpc/firecrest/v2/status/systems")]
    [InlineData("HTTPS://API.example:8443/f", "https://api.example:8443/f/status/systems")]
    [InlineData("https://api.example/a%20b", "https://api.example/a%20b/status/systems")]
    [InlineData("http://localhost:8080", "http://localhost:8080/status/systems")]
    [InlineData("http://127.0.0.1/x", "http://127.0.0.1/x/status/systems")]
    [InlineData("http://[::1]:5000/", "http://[::1]:5000/status/systems")]
    public void Paths_are_appended_to_the_address(string address, string request)
        => new Uri(Normalise(address), "status/systems").AbsoluteUri.Should().Be(request);

    [Theory]
    [InlineData("http://api.example/firecrest", "'http://api.example/firecrest' is not encrypted*https*AllowInsecureHttp*")]
    [InlineData("http://10.0.0.1", "*not encrypted*")]
    [InlineData("http://localhost.example", "*not encrypted*")]
    [InlineData("ftp://api.example", "*not an absolute http(s) address*")]
    [InlineData("file:///etc", "*not an absolute http(s) address*")]
    [InlineData("api.example/firecrest", "'api.example/firecrest' is not an absolute http(s) address*")]
    [InlineData("https://api.example/?token=s3cret", "The base address 'https://api.example/' must have no query*")]
    [InlineData("https://api.example/#s3cret", "*must have no query and no fragment*")]
    [InlineData("https://me:s3cret@api.example/", "The address of 'api.example' must not contain a user name or password.*")]
    [InlineData("https://s3cret@api.example/", "*must not contain a user name or password*")]
    [InlineData("ftp://me:s3cret@api.example/", "*")]
    [InlineData("http://api.example/?token=s3cret", "*not encrypted*")]
    public void An_address_that_tokens_must_not_go_to_is_refused_without_telling_secrets(string address, string message)
        => FluentActions.Invoking(() => Normalise(address)).Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("thatAddress")
            .Which.Message.Should().NotContain("s3cret");

    [Fact]
    public void An_address_without_encryption_is_taken_if_that_is_allowed()
        => ServerAddress.Normalise(new Uri("http://api.example/f"), allowInsecureHttp: true, "thatAddress").Should().Be(new Uri("http://api.example/f/"));

    [Fact]
    public void A_user_name_is_refused_even_if_insecurity_is_allowed()
        => FluentActions.Invoking(() => ServerAddress.Check(new Uri("http://me@api.example"), allowInsecureHttp: true, "thatAddress"))
            .Should().Throw<ArgumentException>();

    [Fact]
    public void A_token_endpoint_may_have_a_query()
        => FluentActions.Invoking(() => ServerAddress.Check(new Uri("https://idp.example/token?realm=x"), allowInsecureHttp: false, "thatAddress"))
            .Should().NotThrow();

    [Fact]
    public void An_address_is_needed()
        => FluentActions.Invoking(() => ServerAddress.Normalise(null!, allowInsecureHttp: false, "thatAddress"))
            .Should().Throw<ArgumentNullException>().WithParameterName("thatAddress");

    private static Uri Normalise(string address)
        => ServerAddress.Normalise(new Uri(address, UriKind.RelativeOrAbsolute), allowInsecureHttp: false, "thatAddress");
}
