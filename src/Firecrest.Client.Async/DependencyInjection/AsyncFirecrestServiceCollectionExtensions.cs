using Firecrest.Client;
using Firecrest.Client.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients for many jobs with the services of a program that is hosted.</summary>
public static class AsyncFirecrestServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="AsyncFirecrestClient"/>, one for the whole program, which is also its <see cref="FirecrestClient"/>.</summary>
    /// <remarks>
    /// What it adds is set by entries named as the properties of <see cref="AsyncClientOptions"/> in the same section, or by
    /// <c>services.Configure&lt;AsyncClientOptions&gt;(...)</c>, under the client's name.
    /// </remarks>
    /// <inheritdoc cref="FirecrestServiceCollectionExtensions.AddFirecrestClient(IServiceCollection, Action{FirecrestClientSettings})" path="/param|/returns"/>
    public static IHttpClientBuilder AddAsyncFirecrestClient(this IServiceCollection services, Action<FirecrestClientSettings> configure)
        => services.AddAsyncFirecrestClient(Options.Options.DefaultName, configure);

    /// <inheritdoc cref="AddAsyncFirecrestClient(IServiceCollection, Action{FirecrestClientSettings})"/>
    /// <param name="services">The services.</param>
    /// <param name="section">The section of the configuration whose entries are named as the properties of <see cref="FirecrestClientSettings"/>.</param>
    public static IHttpClientBuilder AddAsyncFirecrestClient(this IServiceCollection services, IConfiguration section)
        => services.AddAsyncFirecrestClient(Options.Options.DefaultName, section);

    /// <summary>Registers an <see cref="AsyncFirecrestClient"/> under a name, as a keyed service: one of several servers or identities.</summary>
    /// <inheritdoc cref="FirecrestServiceCollectionExtensions.AddFirecrestClient(IServiceCollection, string, Action{FirecrestClientSettings})" path="/param|/returns"/>
    /// <inheritdoc cref="AddAsyncFirecrestClient(IServiceCollection, Action{FirecrestClientSettings})" path="/remarks"/>
    public static IHttpClientBuilder AddAsyncFirecrestClient(this IServiceCollection services, string name, Action<FirecrestClientSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, configure, static _ => { });
    }

    /// <inheritdoc cref="AddAsyncFirecrestClient(IServiceCollection, string, Action{FirecrestClientSettings})"/>
    /// <param name="services">The services.</param>
    /// <param name="name">The key.</param>
    /// <param name="section">The section of the configuration whose entries are named as the properties of <see cref="FirecrestClientSettings"/>.</param>
    public static IHttpClientBuilder AddAsyncFirecrestClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, FirecrestServiceCollectionExtensions.SettingsOf(name, section), options => FirecrestClientValidation.Bind(name, options, bound => section.Bind(bound)));
    }

    /// <summary>Both types mean one client.</summary>
    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<FirecrestClientSettings> configure, Action<AsyncClientOptions> configureAsync)
    {
        var connection = FirecrestServiceCollectionExtensions.AddParts(services, name, configure);
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<AsyncClientOptions>>(new ConfigureNamedOptions<AsyncClientOptions>(name, configureAsync)));
        services.AddSingleton<IValidateOptions<AsyncClientOptions>>(new FirecrestClientValidation<AsyncClientOptions>(name, static options => options.Freeze()));
        services.AddOptions<AsyncClientOptions>(name).ValidateOnStart();
        if (name.Length == 0)
        {
            services.AddSingleton(provider => Create(provider, name));
            services.AddSingleton<FirecrestClient>(static provider => provider.GetRequiredService<AsyncFirecrestClient>());
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
            services.AddKeyedSingleton<FirecrestClient>(name, static (provider, key) => provider.GetRequiredKeyedService<AsyncFirecrestClient>(key));
        }

        return connection;
    }

    private static AsyncFirecrestClient Create(IServiceProvider provider, string name)
    {
        var asyncOptions = provider.GetRequiredService<IOptionsMonitor<AsyncClientOptions>>().Get(name);
        return new FirecrestClientRegistration(provider, name)
            .Create((address, authorization, options) => new AsyncFirecrestClient(address, authorization, options, asyncOptions));
    }
}
