using Firecrest.Client.Http;

namespace Firecrest.Client;

public partial class FirecrestClient
{
    /// <summary>Lists the systems of the server, with their health, file systems and limits.</summary>
    /// <remarks>v2: GET /status/systems. v1: GET /status/systems and /status/parameters; the server keeps its answers for 16 minutes.</remarks>
    /// <exception cref="FirecrestException">The call failed.</exception>
    public virtual Task<IReadOnlyList<SystemInfo>> GetSystemsAsync(CancellationToken cancellationToken = default)
        => Backend.GetSystems(async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetSystemsAsync"/>
    public virtual IReadOnlyList<SystemInfo> GetSystems(CancellationToken cancellationToken = default)
        => Backend.GetSystems(async: false, cancellationToken).EnsureCompleted();

    /// <summary>Looks at one system: its health, file systems and limits.</summary>
    /// <param name="systemName">The system; on v2 case does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: GET /status/systems, anew with each call. v1: GET /status/systems/{machinename}, anew with each call.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system; the message names those that there are.</exception>
    public virtual Task<SystemInfo> GetSystemAsync(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetSystem(systemName, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetSystemAsync"/>
    public virtual SystemInfo GetSystem(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetSystem(systemName, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Tells who the user is on a system: groups, and the accounts that jobs can be charged to.</summary>
    /// <remarks>v2: GET /status/{system_name}/userinfo. v1: GET /utilities/whoami, which tells no accounts.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<UserInfo> GetUserInfoAsync(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetUserInfo(systemName, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetUserInfoAsync"/>
    public virtual UserInfo GetUserInfo(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetUserInfo(systemName, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Lists the nodes of a system.</summary>
    /// <remarks>v2: GET /status/{system_name}/nodes. v1: GET /compute/nodes, which tells names, states, partitions and features only.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<NodeInfo>> GetNodesAsync(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetNodes(systemName, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetNodesAsync"/>
    public virtual IReadOnlyList<NodeInfo> GetNodes(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetNodes(systemName, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Lists the partitions of a system.</summary>
    /// <remarks>v2: GET /status/{system_name}/partitions. v1: GET /compute/partitions, without hidden ones.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<PartitionInfo>> GetPartitionsAsync(string systemName, GetPartitionsOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.GetPartitions(systemName, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetPartitionsAsync"/>
    public virtual IReadOnlyList<PartitionInfo> GetPartitions(string systemName, GetPartitionsOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.GetPartitions(systemName, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Lists the reservations of a system.</summary>
    /// <remarks>v2: GET /status/{system_name}/reservations. v1: GET /compute/reservations.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<IReadOnlyList<ReservationInfo>> GetReservationsAsync(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetReservations(systemName, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetReservationsAsync"/>
    public virtual IReadOnlyList<ReservationInfo> GetReservations(string systemName, CancellationToken cancellationToken = default)
        => Backend.GetReservations(systemName, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Asks whether the server lives, and when it last looked at its systems.</summary>
    /// <remarks>v2: GET /status/liveness/. v1: GET /status/services; the report is empty, since the server makes no checks by itself.</remarks>
    /// <exception cref="FirecrestException">The server cannot be reached or does not answer as it should.</exception>
    public virtual Task<LivenessReport> CheckLivenessAsync(CancellationToken cancellationToken = default)
        => Backend.CheckLiveness(async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CheckLivenessAsync"/>
    public virtual LivenessReport CheckLiveness(CancellationToken cancellationToken = default)
        => Backend.CheckLiveness(async: false, cancellationToken).EnsureCompleted();
}
