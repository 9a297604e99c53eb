using Firecrest.Client.Http;
using Firecrest.Client.V2.Wire;

namespace Firecrest.Client.V2.Requests;

internal static class StatusRequests
{
    public static ApiRequest<IReadOnlyList<SystemInfo>> GetSystems() => new()
    {
        Method = HttpMethod.Get,
        Path = "status/systems",
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.SystemsAnswer).Systems.ToModels(system => system.ToModel()),
    };

    public static ApiRequest<UserInfo> GetUserInfo(string systemName) => new()
    {
        Method = HttpMethod.Get,
        Path = System(systemName, "userinfo"),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.UserInfoAnswer).ToModel(),
    };

    public static ApiRequest<IReadOnlyList<NodeInfo>> GetNodes(string systemName) => new()
    {
        Method = HttpMethod.Get,
        Path = System(systemName, "nodes"),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.NodesAnswer).Nodes.ToModels(node => node.ToModel()),
    };

    public static ApiRequest<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = System(systemName, "partitions"),
        Query = new UrlQuery().AddFlag("show_hidden", options?.ShowHidden ?? false),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.PartitionsAnswer).Partitions.ToModels(partition => partition.ToModel()),
    };

    public static ApiRequest<IReadOnlyList<ReservationInfo>> GetReservations(string systemName) => new()
    {
        Method = HttpMethod.Get,
        Path = System(systemName, "reservations"),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.ReservationsAnswer).Reservations.ToModels(reservation => reservation.ToModel()),
    };

    public static ApiRequest<LivenessReport> GetLiveness() => new()
    {
        Method = HttpMethod.Get,
        // The only path with a slash at its end; without it the server redirects.
        Path = "status/liveness/",
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.LivenessAnswer).ToModel(),
    };

    private static ApiPath System(string systemName, string name) => new($"status/{UrlPath.Segment(systemName, nameof(systemName)):system_name}/{name}");
}
