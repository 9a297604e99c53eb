using Firecrest.Client;
using Firecrest.Client.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients with the services of a program that is hosted.</summary>
public static class FirecrestServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="FirecrestClient"/>, one for the whole program.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says where the server is and who asks. Wrong settings end the start of the program with a message.</param>
    /// <returns>For further handlers between the client and its connection. They must override <c>Send</c> too, or synchronous calls go past them.</returns>
    /// <remarks>
    /// Without credentials in the settings, the <see cref="IAuthorization"/> that is registered as a service says who asks. Connections are renewed every
    /// 5 minutes, so that the client follows DNS although it lives as long as the program. The factory's own log messages are off; the client has its own.
    /// </remarks>
    public static IHttpClientBuilder AddFirecrestClient(this IServiceCollection services, Action<FirecrestClientSettings> configure)
        => services.AddFirecrestClient(Options.Options.DefaultName, configure);

    /// <inheritdoc cref="AddFirecrestClient(IServiceCollection, Action{FirecrestClientSettings})"/>
    /// <param name="services">The services.</param>
    /// <param name="section">The section of the configuration whose entries are named as the properties of <see cref="FirecrestClientSettings"/>.</param>
    public static IHttpClientBuilder AddFirecrestClient(this IServiceCollection services, IConfiguration section)
        => services.AddFirecrestClient(Options.Options.DefaultName, section);

    /// <summary>Registers a <see cref="FirecrestClient"/> under a name, as a keyed service: one of several servers or identities.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key: <c>[FromKeyedServices("daint")] FirecrestClient client</c>. An <see cref="IAuthorization"/> with the same key comes before one without.</param>
    /// <param name="configure">Says where the server is and who asks. Wrong settings end the start of the program with a message that names the client.</param>
    /// <inheritdoc cref="AddFirecrestClient(IServiceCollection, Action{FirecrestClientSettings})" path="/returns|/remarks"/>
    public static IHttpClientBuilder AddFirecrestClient(this IServiceCollection services, string name, Action<FirecrestClientSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddPlain(services, name, configure);
    }

    /// <inheritdoc cref="AddFirecrestClient(IServiceCollection, string, Action{FirecrestClientSettings})"/>
    /// <param name="services">The services.</param>
    /// <param name="name">The key: <c>[FromKeyedServices("daint")] FirecrestClient client</c>. An <see cref="IAuthorization"/> with the same key comes before one without.</param>
    /// <param name="section">The section of the configuration whose entries are named as the properties of <see cref="FirecrestClientSettings"/>.</param>
    public static IHttpClientBuilder AddFirecrestClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return AddPlain(services, name, SettingsOf(name, section));
    }

    internal static Action<FirecrestClientSettings> SettingsOf(string name, IConfiguration section)
        => settings => FirecrestClientValidation.Bind(name, settings, bound => section.Bind(bound));

    /// <summary>Registers what a client is made of.</summary>
    internal static IHttpClientBuilder AddParts(IServiceCollection services, string name, Action<FirecrestClientSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.AddOptions<FirecrestClientSettings>(name).Configure(configure);
        services.AddSingleton<IValidateOptions<FirecrestClientSettings>>(
            provider => new FirecrestClientValidation<FirecrestClientSettings>(name, settings => FirecrestClientValidation.Check(settings, provider, name)));

        // At the very front, so that what the program itself says of the options counts wherever it says it. That these are checked at the start checks the settings too.
        services.Insert(0, ServiceDescriptor.Transient<IConfigureOptions<FirecrestClientOptions>>(provider => new ConfigureNamedOptions<FirecrestClientOptions>(
            name, options => provider.GetRequiredService<IOptionsMonitor<FirecrestClientSettings>>().Get(name).ApplyTo(options))));
        services.AddSingleton<IValidateOptions<FirecrestClientOptions>>(new FirecrestClientValidation<FirecrestClientOptions>(name, static options => options.Freeze()));
        services.AddOptions<FirecrestClientOptions>(name).ValidateOnStart();
        AddConnection(services, FirecrestClientRegistration.StagingHttpClientName(name), provider => new FirecrestClientRegistration(provider, name).CreateStagingHandler());
        return AddConnection(services, FirecrestClientRegistration.HttpClientName(name), provider => new FirecrestClientRegistration(provider, name).CreateHandler());
    }

    private static IHttpClientBuilder AddPlain(IServiceCollection services, string name, Action<FirecrestClientSettings> configure)
    {
        var connection = AddParts(services, name, configure);
        if (name.Length == 0)
        {
            services.AddSingleton(provider => Create(provider, name));
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        }

        return connection;
    }

    /// <summary>A handler that is replaced in the middle of the client's life would be lost on the client; the handlers renew their connections themselves.</summary>
    private static IHttpClientBuilder AddConnection(IServiceCollection services, string name, Func<IServiceProvider, HttpMessageHandler> create)
        => services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(create)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static FirecrestClient Create(IServiceProvider provider, string name)
        => new FirecrestClientRegistration(provider, name).Create((address, authorization, options) => new FirecrestClient(address, authorization, options));
}
