using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Services, systems and settings of the server.</summary>
public class StatusClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected StatusClient() => _pipeline = null!;

    internal StatusClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists the services of the server, in no fixed order. One that does not work is in the list too.</summary>
    /// <remarks>GET /status/services.</remarks>
    public virtual Task<IReadOnlyList<ServiceStatus>> GetServicesAsync(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetServices(options), cancellationToken);

    /// <inheritdoc cref="GetServicesAsync"/>
    public virtual IReadOnlyList<ServiceStatus> GetServices(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetServices(options), cancellationToken);

    /// <summary>Looks at one service.</summary>
    /// <remarks>GET /status/services/{servicename}.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such service.</exception>
    public virtual Task<ServiceStatus> GetServiceAsync(string serviceName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetService(serviceName, options), cancellationToken);

    /// <inheritdoc cref="GetServiceAsync"/>
    public virtual ServiceStatus GetService(string serviceName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetService(serviceName, options), cancellationToken);

    /// <summary>Lists the systems of the server, in no fixed order. One that does not work is in the list too.</summary>
    /// <remarks>GET /status/systems.</remarks>
    public virtual Task<IReadOnlyList<SystemStatus>> GetSystemsAsync(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetSystems(options), cancellationToken);

    /// <inheritdoc cref="GetSystemsAsync"/>
    public virtual IReadOnlyList<SystemStatus> GetSystems(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetSystems(options), cancellationToken);

    /// <summary>Looks at one system.</summary>
    /// <remarks>GET /status/systems/{machinename}.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<SystemStatus> GetSystemAsync(string systemName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetSystem(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetSystemAsync"/>
    public virtual SystemStatus GetSystem(string systemName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetSystem(systemName, options), cancellationToken);

    /// <summary>Lists the file systems, by system.</summary>
    /// <remarks>GET /status/filesystems. FirecREST 1.15 and later.</remarks>
    public virtual Task<IReadOnlyDictionary<string, IReadOnlyList<FileSystemStatus>>> GetFileSystemsAsync(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetFileSystems(options), cancellationToken);

    /// <inheritdoc cref="GetFileSystemsAsync"/>
    public virtual IReadOnlyDictionary<string, IReadOnlyList<FileSystemStatus>> GetFileSystems(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetFileSystems(options), cancellationToken);

    /// <summary>Lists the file systems of one system.</summary>
    /// <remarks>GET /status/filesystems/{machinename}. FirecREST 1.15 and later.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<FileSystemStatus>> GetSystemFileSystemsAsync(string systemName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetSystemFileSystems(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetSystemFileSystemsAsync"/>
    public virtual IReadOnlyList<FileSystemStatus> GetSystemFileSystems(string systemName, StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetSystemFileSystems(systemName, options), cancellationToken);

    /// <summary>Reads the settings of the server, with its version.</summary>
    /// <remarks>GET /status/parameters.</remarks>
    public virtual Task<ServerParameters> GetParametersAsync(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetParameters(options), cancellationToken);

    /// <inheritdoc cref="GetParametersAsync"/>
    public virtual ServerParameters GetParameters(StatusReadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetParameters(options), cancellationToken);
}
