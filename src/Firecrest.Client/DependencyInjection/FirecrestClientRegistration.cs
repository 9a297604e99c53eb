using Firecrest.Client.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firecrest.Client.DependencyInjection;

/// <summary>One client of a program: what its settings, options and services make of it.</summary>
/// <param name="services">The program's services.</param>
/// <param name="name">The client's name; empty for the one without.</param>
internal sealed class FirecrestClientRegistration(IServiceProvider services, string name)
{
    private FirecrestClientSettings Settings => services.GetRequiredService<IOptionsMonitor<FirecrestClientSettings>>().Get(name);

    private FirecrestClientOptions Options => services.GetRequiredService<IOptionsMonitor<FirecrestClientOptions>>().Get(name);

    /// <summary>How the connection to the server is called.</summary>
    public static string HttpClientName(string name) => name.Length == 0 ? "Firecrest" : "Firecrest:" + name;

    /// <summary>How the connection to the server's object store is called, over which no handler of the program gets to see the addresses.</summary>
    public static string StagingHttpClientName(string name) => HttpClientName(name) + ":staging";

    public TClient Create<TClient>(Func<Uri, IAuthorization, FirecrestClientOptions, TClient> create)
    {
        var options = Options;
        var connections = services.GetRequiredService<IHttpClientFactory>();
        return create(Settings.BaseAddress!, Authorization(), options with
        {
            HttpClient = connections.CreateClient(HttpClientName(name)),
            StagingHttpClient = options.StagingHttpClient ?? connections.CreateClient(StagingHttpClientName(name)),
            Network = new(),
            LoggerFactory = options.LoggerFactory == NullLoggerFactory.Instance ? services.GetService<ILoggerFactory>() ?? options.LoggerFactory : options.LoggerFactory,
            TimeProvider = options.TimeProvider == TimeProvider.System ? services.GetService<TimeProvider>() ?? options.TimeProvider : options.TimeProvider,
        });
    }

    public HttpMessageHandler CreateHandler() => Connections.CreateDecompressingHandler(Options.Network.Freeze());

    public HttpMessageHandler CreateStagingHandler() => Connections.CreateHandler(Options.Network.Freeze());

    private IAuthorization Authorization()
        => Settings.CreateAuthorization() ?? (name.Length == 0 ? services.GetRequiredService<IAuthorization>() : services.GetKeyedService<IAuthorization>(name) ?? services.GetRequiredService<IAuthorization>());
}
