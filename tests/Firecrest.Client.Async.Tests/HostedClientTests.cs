using Firecrest.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firecrest.Client.Async.Tests;

/// <summary>The client as a service of a hosted program.</summary>
public sealed class HostedClientTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    private readonly StubHandler _handler = new(_ => StubHandler.Json("""{"jobs":[]}"""));

    [Fact]
    public async Task It_is_one_client_under_both_of_its_names()
    {
        using var services = Build(services => services.AddAsyncFirecrestClient(Configure).ConfigurePrimaryHttpMessageHandler(() => _handler));

        var client = services.GetRequiredService<AsyncFirecrestClient>();

        services.GetServices<FirecrestClient>().Should().Equal(client);
        (await client.PollAsync("daint")).Should().BeEmpty();
        _handler.Requests.Single().Uri.Should().Be("https://firecrest.example/compute/daint/jobs");
    }

    [Fact]
    public void There_can_be_several_with_names_and_options_of_their_own()
    {
        using var services = Build(services =>
        {
            services.AddAsyncFirecrestClient("daint", Configure);
            services.AddAsyncFirecrestClient("eiger", Configure);
            services.Configure<AsyncClientOptions>("eiger", options => options.MaxConcurrentFiles = 0);
        });

        services.GetRequiredKeyedService<AsyncFirecrestClient>("daint").Should().BeSameAs(services.GetRequiredKeyedService<FirecrestClient>("daint"));
        FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .WithMessage("The FirecREST client 'eiger' cannot be made: MaxConcurrentFiles is 0*");
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("0", "*'daint' cannot be made: MaxConcurrentSubmissions is 0*")]
    [InlineData("many", "*'daint' cannot be made: *'Firecrest:MaxConcurrentSubmissions'*")]
    public void What_it_adds_comes_from_configuration_too(string submissions, string? failure)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Firecrest:BaseAddress", "https://firecrest.example/"), new("Firecrest:MaxConcurrentSubmissions", submissions)]).Build();
        using var services = Build(services => services.AddAsyncFirecrestClient("daint", configuration.GetSection("Firecrest")));
        var start = FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate());

        if (failure is not null)
        {
            start.Should().Throw<OptionsValidationException>().WithMessage(failure);
            return;
        }

        start.Should().NotThrow();
        services.GetRequiredService<IOptionsMonitor<AsyncClientOptions>>().Get("daint").MaxConcurrentSubmissions.Should().Be(3);
    }

    [Fact]
    public void Its_settings_come_from_configuration_and_are_checked_with_the_name_of_the_client()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Firecrest:BaseAddress", "https://firecrest.example/")]).Build();
        using var services = Build(services => services.AddAsyncFirecrestClient("daint", configuration.GetSection("Firecrest")), authorization: false);

        FluentActions.Invoking(() => services.GetRequiredKeyedService<AsyncFirecrestClient>("daint")).Should().Throw<OptionsValidationException>().WithMessage("*'daint'*");
    }

    private static void Configure(FirecrestClientSettings settings) => settings.BaseAddress = TestClient.Address;

    private static ServiceProvider Build(Action<IServiceCollection> add, bool authorization = true)
    {
        var services = new ServiceCollection();
        if (authorization)
        {
            services.AddSingleton<IAuthorization>(new StaticTokenAuth("test-token"));
        }

        add(services);
        return services.BuildServiceProvider(Strict);
    }
}
