using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Systems and users.</summary>
public class StatusClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected StatusClient() => _pipeline = null!;

    internal StatusClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists the systems of the server, with their health, file systems and limits.</summary>
    /// <remarks>GET /status/systems.</remarks>
    public virtual Task<IReadOnlyList<SystemInfo>> GetSystemsAsync(CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetSystems(), cancellationToken);

    /// <inheritdoc cref="GetSystemsAsync"/>
    public virtual IReadOnlyList<SystemInfo> GetSystems(CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetSystems(), cancellationToken);

    /// <summary>Tells who the user is on a system.</summary>
    /// <remarks>GET /status/{system_name}/userinfo.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<UserInfo> GetUserInfoAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetUserInfo(systemName), cancellationToken);

    /// <inheritdoc cref="GetUserInfoAsync"/>
    public virtual UserInfo GetUserInfo(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetUserInfo(systemName), cancellationToken);
}
