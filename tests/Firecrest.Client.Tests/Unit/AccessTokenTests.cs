namespace Firecrest.Client.Tests.Unit;

public sealed class AccessTokenTests
{
    private const string Secret = "eyJhbGciOi.s3cret.c2ln";

    [Fact]
    public void A_token_is_sent_as_a_bearer_token_unless_said_otherwise()
    {
        var token = new AccessToken(Secret);

        (token.HeaderName, token.HeaderValue, token.Value).Should().Be(("Authorization", "Bearer " + Secret, Secret));
        token.ExpiresOn.Should().BeNull();
    }

    [Fact]
    public void A_token_may_have_another_scheme_and_header()
    {
        new AccessToken(Secret, scheme: "Token").HeaderValue.Should().Be("Token " + Secret);
        new AccessToken(Secret, scheme: "").HeaderValue.Should().Be(Secret);
        new AccessToken(Secret, headerName: "X-Api-Key").HeaderName.Should().Be("X-Api-Key");
    }

    [Fact]
    public void A_token_prints_its_end_and_never_itself()
    {
        new AccessToken(Secret).ToString().Should().Be("AccessToken");
        new AccessToken(Secret, new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.FromHours(1)))
            .ToString().Should().Be("AccessToken (until 2026-11-22 16:00:00Z)");
    }

    [Theory]
    [InlineData(Secret + "\n")]
    [InlineData("\t" + Secret)]
    [InlineData(Secret + "\r\nX-Evil: 1")]
    [InlineData(Secret + "\0")]
    public void A_token_with_a_control_character_is_refused_without_being_told(string value)
        => FluentActions.Invoking(() => new AccessToken(value))
            .Should().Throw<ArgumentException>().WithMessage("*no header can carry*").WithParameterName(nameof(value))
            .Which.Message.Should().NotContain("s3cret");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_token_is_needed(string? value)
        => FluentActions.Invoking(() => new AccessToken(value!)).Should().Throw<ArgumentException>().WithParameterName(nameof(value));

    [Fact]
    public void Scheme_and_header_are_needed()
    {
        FluentActions.Invoking(() => new AccessToken(Secret, scheme: null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new AccessToken(Secret, headerName: "")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_static_token_is_given_as_it_is_in_both_modes()
    {
        var token = new AccessToken(Secret);
        var authorization = new StaticTokenAuth(token);
        using var http = new HttpClient();
        var context = new AuthorizationContext(http);

        authorization.GetAccessToken(context, TestContext.Current.CancellationToken).Should().BeSameAs(token);
        (await authorization.GetAccessTokenAsync(context, TestContext.Current.CancellationToken)).Should().BeSameAs(token);
        authorization.ToString().Should().NotContain("s3cret");
    }
}
