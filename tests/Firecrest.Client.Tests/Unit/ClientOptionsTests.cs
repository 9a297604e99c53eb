namespace Firecrest.Client.Tests.Unit;

public sealed class ClientOptionsTests
{
    public static TheoryData<string, FirecrestClientOptions> Invalid => new()
    {
        { "NetworkTimeout is 00:00:00;*", new() { NetworkTimeout = TimeSpan.Zero } },
        { "NetworkTimeout is -00:00:01;*", new() { NetworkTimeout = TimeSpan.FromSeconds(-1) } },
        { "NetworkTimeout is 10675199.02:48:05.4775807;*", new() { NetworkTimeout = TimeSpan.MaxValue } },
        { "Retry.MaxRetries is -1;*", new() { Retry = new RetryOptions { MaxRetries = -1 } } },
        { "Retry.BaseDelay is -00:00:01;*", new() { Retry = new RetryOptions { BaseDelay = TimeSpan.FromSeconds(-1) } } },
        { "Retry.MaxRetryDelay is -00:00:01;*", new() { Retry = new RetryOptions { MaxRetryDelay = TimeSpan.FromSeconds(-1) } } },
        { "Retry.Budget is -00:00:01;*", new() { Retry = new RetryOptions { Budget = TimeSpan.FromSeconds(-1) } } },
        { "ApplicationId is '';*MyPortal/3.1*", new() { ApplicationId = "" } },
        { "ApplicationId is 'My\nPortal';*", new() { ApplicationId = "My\nPortal" } },
        { "ApplicationId is 'Büro/1';*", new() { ApplicationId = "Büro/1" } },
        { "*Retry*", new() { Retry = null! } },
        { "*LoggerFactory*", new() { LoggerFactory = null! } },
        { "*TimeProvider*", new() { TimeProvider = null! } },
        { "ApiVersion is 7; it must be V2, V1 or Auto.", new() { ApiVersion = (FirecrestApiVersion)7 } },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void An_option_that_cannot_be_is_refused_by_name_and_value(string message, FirecrestClientOptions options)
        => FluentActions.Invoking(() => new FirecrestClient(new Uri("https://api.example"), new StaticTokenAuth("x"), options).Dispose())
            .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Smallest_values_are_valid()
    {
        var options = new FirecrestClientOptions
        {
            NetworkTimeout = TimeSpan.FromTicks(1),
            Retry = new RetryOptions { MaxRetries = 0, BaseDelay = TimeSpan.Zero, MaxRetryDelay = TimeSpan.Zero, Budget = TimeSpan.Zero },
            ApplicationId = "x",
        };

        options.Freeze().Should().Be(options);
    }

    [Fact]
    public void Options_are_copied()
    {
        var options = new FirecrestClientOptions { ApplicationId = "before" };

        var copy = options.Freeze();
        options.ApplicationId = "after";
        options.NetworkTimeout = TimeSpan.Zero;
        options.Retry.MaxRetries = 17;

        (copy.ApplicationId, copy.NetworkTimeout, copy.Retry.MaxRetries).Should().Be(("before", TimeSpan.FromSeconds(100), 4));
    }

    [Fact]
    public void The_defaults_are_those_that_are_documented()
    {
        var options = new FirecrestClientOptions().Freeze();

        options.Retry.Should().Be(new RetryOptions
        {
            MaxRetries = 4,
            BaseDelay = TimeSpan.FromSeconds(1),
            MaxRetryDelay = TimeSpan.FromSeconds(60),
            Budget = TimeSpan.FromMinutes(2),
        });
        options.Should().BeEquivalentTo(new
        {
            ApiVersion = FirecrestApiVersion.V2,
            ServerVersion = (Version?)null,
            NetworkTimeout = TimeSpan.FromSeconds(100),
            HttpClient = (HttpClient?)null,
            AllowInsecureHttp = false,
            ApplicationId = (string?)null,
            TimeProvider = TimeProvider.System,
        });
    }
}
