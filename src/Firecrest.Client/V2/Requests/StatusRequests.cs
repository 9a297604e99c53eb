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
        Read = static body => V2Body.Read(body, V2Json.Default.SystemsAnswer).Systems.ToModels(system => system.ToModel()),
    };

    public static ApiRequest<UserInfo> GetUserInfo(string systemName) => new()
    {
        Method = HttpMethod.Get,
        Path = $"status/{UrlPath.Segment(systemName, nameof(systemName))}/userinfo",
        Kind = OperationKind.Read,
        Read = static body => V2Body.Read(body, V2Json.Default.UserInfoAnswer).ToModel(),
    };
}
