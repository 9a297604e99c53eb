using Firecrest.Client.Tests.Identities;
using Firecrest.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firecrest.Client.Tests.Hosting;

public sealed class HostedClientTests
{
    private static readonly Func<HttpResponseMessage> Systems = () => Fixture.Load("v2/status/systems").ToResponse();

    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Theory, SyncAndAsync]
    public async Task A_client_is_made_from_configuration(Mode mode)
    {
        using var server = StubHandler.Sequence(() => StubHandler.Json("""{"access_token":"abc","token_type":"Bearer","expires_in":300}"""), Systems);
        var services = new ServiceCollection();
        services.AddFirecrestClient(Section(
            ("BaseAddress", "https://firecrest.example/hpc"), ("ClientId", "me"), ("ClientSecret", "s3cret"), ("TokenEndpoint", "https://auth.example/token"),
            ("Scope", "openid"), ("ApplicationId", "MyPortal/3"), ("Retry:MaxRetries", "0"), ("NetworkTimeout", "00:00:30"))).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider(Strict);
        var client = provider.GetRequiredService<FirecrestClient>();

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        systems.Should().ContainSingle();
        server.Requests[0].Uri.Should().Be("https://auth.example/token");
        server.Requests[0].Body.Should().Contain("client_id=me").And.Contain("scope=openid");
        server.Requests[1].Uri.Should().Be("https://firecrest.example/hpc/status/systems");
        server.Requests[1].Headers["Authorization"].Should().Be("Bearer abc");
        server.Requests[1].Headers["User-Agent"].Should().EndWith(" MyPortal/3");
        provider.GetRequiredService<IOptionsMonitor<FirecrestClientOptions>>().CurrentValue.Should().Match<FirecrestClientOptions>(
            options => options.Retry.MaxRetries == 0 && options.NetworkTimeout == TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Clients_with_names_are_keyed_services_of_their_own()
    {
        using var daint = StubHandler.Sequence(Systems);
        using var eiger = StubHandler.Sequence(Systems);
        var services = new ServiceCollection();
        services.AddSingleton<IAuthorization>(new StaticTokenAuth("for-all"));
        services.AddKeyedSingleton<IAuthorization>("eiger", new StaticTokenAuth("for-eiger"));
        services.AddFirecrestClient("daint", settings => settings.BaseAddress = new("https://daint.example")).ConfigurePrimaryHttpMessageHandler(() => daint);
        services.AddFirecrestClient("eiger", Section(("BaseAddress", "https://eiger.example"))).ConfigurePrimaryHttpMessageHandler(() => eiger);
        await using var provider = services.BuildServiceProvider(Strict);

        await provider.GetRequiredKeyedService<FirecrestClient>("daint").GetSystemsAsync();
        await provider.GetRequiredKeyedService<FirecrestClient>("eiger").GetSystemsAsync();

        daint.Requests.Should().ContainSingle().Which.Should().Match<StubRequest>(request => request.Uri.Host == "daint.example" && request.Headers["Authorization"] == "Bearer for-all");
        eiger.Requests.Should().ContainSingle().Which.Should().Match<StubRequest>(request => request.Uri.Host == "eiger.example" && request.Headers["Authorization"] == "Bearer for-eiger");
        provider.GetService<FirecrestClient>().Should().BeNull("each has a name");
    }

    [Theory, SyncAndAsync]
    public async Task A_client_writes_to_the_programs_log(Mode mode)
    {
        using var server = StubHandler.Sequence(Systems);
        using var log = new LogLines();
        var services = Tokens();
        services.AddSingleton<ILoggerFactory>(log);
        services.AddFirecrestClient(settings => settings.BaseAddress = new("https://firecrest.example")).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider(Strict);
        var client = provider.GetRequiredService<FirecrestClient>();

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        log.Lines.Should().ContainSingle(line => line.StartsWith("Debug Attempt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_client_serves_the_whole_program_and_ends_with_it()
    {
        var services = Tokens();
        services.AddFirecrestClient(settings => settings.BaseAddress = new("https://firecrest.example"));
        FirecrestClient client;
        await using (var provider = services.BuildServiceProvider(Strict))
        {
            client = provider.GetRequiredService<FirecrestClient>();
            using var scope = provider.CreateScope();
            scope.ServiceProvider.GetRequiredService<FirecrestClient>().Should().BeSameAs(client);
        }

        FluentActions.Invoking(() => client.GetSystems()).Should().Throw<ObjectDisposedException>();
    }

    [Theory, SyncAndAsync]
    public async Task Handlers_of_the_program_stand_before_the_connection(Mode mode)
    {
        using var server = StubHandler.Sequence(Systems);
        var services = Tokens();
        services.AddFirecrestClient(settings => settings.BaseAddress = new("https://firecrest.example"))
            .AddHttpMessageHandler(() => new Stamp()).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider(Strict);
        var client = provider.GetRequiredService<FirecrestClient>();

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        server.Requests.Should().ContainSingle().Which.Headers.Should().ContainKey("X-Stamp");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_code_says_of_the_options_comes_after_the_settings(bool saidBefore)
    {
        using var server = StubHandler.Sequence(Systems);
        var services = Tokens();
        if (saidBefore)
        {
            services.Configure<FirecrestClientOptions>("daint", options => options.ApplicationId = "Code/2");
        }

        services.AddFirecrestClient("daint", settings => (settings.BaseAddress, settings.ApplicationId) = (new("https://firecrest.example"), "Settings/1"))
            .ConfigurePrimaryHttpMessageHandler(() => server);
        if (!saidBefore)
        {
            services.Configure<FirecrestClientOptions>("daint", options => options.ApplicationId = "Code/2");
        }

        await using var provider = services.BuildServiceProvider(Strict);

        await provider.GetRequiredKeyedService<FirecrestClient>("daint").GetSystemsAsync();

        server.Requests.Should().ContainSingle().Which.Headers["User-Agent"].Should().EndWith(" Code/2");
    }

    [Theory]
    [InlineData("BaseAddress is not set*", "TokenFile=/dev/null")]
    [InlineData("*'http://firecrest.example/' is not encrypted*", "BaseAddress=http://firecrest.example", "TokenFile=/dev/null")]
    [InlineData("nothing says who asks*register an IAuthorization*", "BaseAddress=https://firecrest.example")]
    [InlineData("ClientId, ClientSecret and TokenEndpoint go together*", "BaseAddress=https://firecrest.example", "ClientId=me", "ClientSecret=s3cret")]
    [InlineData("Both TokenFile and ClientId*", "BaseAddress=https://firecrest.example", "ClientId=me", "ClientSecret=s3cret", "TokenFile=/dev/null")]
    [InlineData("Retry.MaxRetries is -1*", "BaseAddress=https://firecrest.example", "Retry:MaxRetries=-1", "TokenFile=/dev/null")]
    [InlineData("*'Firecrest:NetworkTimeout' to type 'System.TimeSpan'*", "BaseAddress=https://firecrest.example", "NetworkTimeout=soon", "TokenFile=/dev/null")]
    [InlineData("*/nowhere/site.pem*", "BaseAddress=https://firecrest.example", "TrustedCertificatesFile=/nowhere/site.pem", "TokenFile=/dev/null")]
    public void Wrong_settings_end_the_start_with_the_name_of_the_client_and_no_secret(string expected, params string[] entries)
    {
        var services = new ServiceCollection();
        services.AddFirecrestClient("daint", Section([.. entries.Select(entry => (entry.Split('=')[0], entry.Split('=')[1]))]));
        using var provider = services.BuildServiceProvider(Strict);

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .WithMessage("The FirecREST client 'daint' cannot be made: " + expected).Which.Message.Should().NotContain("s3cret");
    }

    [Fact]
    public void What_code_says_wrongly_ends_the_start_too()
    {
        var services = Tokens();
        services.AddFirecrestClient("daint", settings => settings.BaseAddress = new("https://firecrest.example"));
        services.Configure<FirecrestClientOptions>("daint", options => options.Retry.MaxRetries = -1);
        using var provider = services.BuildServiceProvider(Strict);

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .WithMessage("The FirecREST client 'daint' cannot be made: Retry.MaxRetries is -1*");
    }

    [Fact]
    public void Good_settings_of_one_client_do_not_cover_up_for_those_of_another()
    {
        var services = Tokens();
        services.AddFirecrestClient("good", settings => settings.BaseAddress = new("https://firecrest.example"));
        services.AddFirecrestClient(settings => settings.BaseAddress = null);
        using var provider = services.BuildServiceProvider(Strict);

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .WithMessage("The FirecREST client without a name cannot be made: BaseAddress is not set*");
    }

    private static ServiceCollection Tokens()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAuthorization>(new StaticTokenAuth("test-token"));
        return services;
    }

    private static IConfiguration Section(params (string Name, string Value)[] entries)
        => new ConfigurationBuilder().AddInMemoryCollection(entries.Select(entry => new KeyValuePair<string, string?>("Firecrest:" + entry.Name, entry.Value))).Build().GetSection("Firecrest");

    private sealed class Stamp : DelegatingHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
            => base.Send(Stamped(request), cancellationToken);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => base.SendAsync(Stamped(request), cancellationToken);

        private static HttpRequestMessage Stamped(HttpRequestMessage request)
        {
            request.Headers.Add("X-Stamp", "1");
            return request;
        }
    }
}
