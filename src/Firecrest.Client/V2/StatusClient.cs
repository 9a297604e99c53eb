using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Systems, their nodes, and users.</summary>
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

    /// <summary>Lists the nodes of a system.</summary>
    /// <remarks>GET /status/{system_name}/nodes. The server answers 500 to whatever goes wrong, also when there are no nodes.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<NodeInfo>> GetNodesAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetNodes(systemName), cancellationToken);

    /// <inheritdoc cref="GetNodesAsync"/>
    public virtual IReadOnlyList<NodeInfo> GetNodes(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetNodes(systemName), cancellationToken);

    /// <summary>Lists the partitions of a system.</summary>
    /// <remarks>GET /status/{system_name}/partitions.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<PartitionInfo>> GetPartitionsAsync(string systemName, GetPartitionsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetPartitions(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetPartitionsAsync"/>
    public virtual IReadOnlyList<PartitionInfo> GetPartitions(string systemName, GetPartitionsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetPartitions(systemName, options), cancellationToken);

    /// <summary>Lists the reservations of a system.</summary>
    /// <remarks>GET /status/{system_name}/reservations.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<ReservationInfo>> GetReservationsAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetReservations(systemName), cancellationToken);

    /// <inheritdoc cref="GetReservationsAsync"/>
    public virtual IReadOnlyList<ReservationInfo> GetReservations(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetReservations(systemName), cancellationToken);

    /// <summary>Asks whether the server lives, and when it last looked at its systems.</summary>
    /// <remarks>GET /status/liveness/. FirecREST 2.2.3 and later. The server needs no token for it, yet it is sent as with any request.</remarks>
    public virtual Task<LivenessReport> GetLivenessAsync(CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StatusRequests.GetLiveness(), cancellationToken);

    /// <inheritdoc cref="GetLivenessAsync"/>
    public virtual LivenessReport GetLiveness(CancellationToken cancellationToken = default)
        => _pipeline.Send(StatusRequests.GetLiveness(), cancellationToken);
}
