using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

internal static class StatusRequests
{
    public static ApiRequest<IReadOnlyList<ServiceStatus>> GetServices(StatusReadOptions? options)
        => Get("status/services", options, V1Json.Default.StatusAnswerIReadOnlyListWireService, static list => list.ToModels(service => service.ToModel()));

    public static ApiRequest<ServiceStatus> GetService(string serviceName, StatusReadOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = new($"status/services/{UrlPath.Segment(serviceName, nameof(serviceName)):servicename}"),
        Headers = Cache(options),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V1Json.Default.WireService).ToModel(),
    };

    public static ApiRequest<IReadOnlyList<SystemStatus>> GetSystems(StatusReadOptions? options)
        => Get("status/systems", options, V1Json.Default.StatusAnswerIReadOnlyListWireSystem, static list => list.ToModels(system => system.ToModel()));

    public static ApiRequest<SystemStatus> GetSystem(string systemName, StatusReadOptions? options)
        => Get(new($"status/systems/{UrlPath.Segment(systemName, nameof(systemName)):machinename}"), options, V1Json.Default.StatusAnswerWireSystem, static system => system.ToModel());

    public static ApiRequest<IReadOnlyDictionary<string, IReadOnlyList<FileSystemStatus>>> GetFileSystems(StatusReadOptions? options)
        => Get("status/filesystems", options, V1Json.Default.StatusAnswerDictionaryStringIReadOnlyListWireFileSystem, static systems =>
            (IReadOnlyDictionary<string, IReadOnlyList<FileSystemStatus>>)systems.ToDictionary(one => one.Key, one => one.Value.ToKnownModels(file => file.ToModel())));

    public static ApiRequest<IReadOnlyList<FileSystemStatus>> GetSystemFileSystems(string systemName, StatusReadOptions? options)
        => Get(new($"status/filesystems/{UrlPath.Segment(systemName, nameof(systemName)):machinename}"), options, V1Json.Default.StatusAnswerIReadOnlyListWireFileSystem, static list => list.ToKnownModels(file => file.ToModel()));

    public static ApiRequest<ServerParameters> GetParameters(StatusReadOptions? options)
        => Get("status/parameters", options, V1Json.Default.StatusAnswerWireParameters, static groups => groups.ToModel());

    private static ApiRequest<TModel> Get<TWire, TModel>(ApiPath path, StatusReadOptions? options, JsonTypeInfo<StatusAnswer<TWire>> type, Func<TWire, TModel> convert)
        where TWire : class => new()
        {
            Method = HttpMethod.Get,
            Path = path,
            Headers = Cache(options),
            Kind = OperationKind.Read,
            Read = body => convert(JsonBody.Needed(JsonBody.Read(body, type).Out)),
        };

    private static IReadOnlyList<KeyValuePair<string, string>> Cache(StatusReadOptions? options) => options?.Fresh == true ? [new("Cache-Control", "no-cache")] : [];
}
