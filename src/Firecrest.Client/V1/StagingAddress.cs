using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Addresses of the object store, as the server tells them.</summary>
internal static class StagingAddress
{
    /// <summary>The address, when files may be sent there: anything but the web, and the web without encryption, is refused.</summary>
    public static Uri Check(string? text, TaskInfo task, bool allowInsecureHttp)
    {
        if (string.IsNullOrEmpty(text) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw new FirecrestException($"{task} holds no address of the object store. An upload has it while its state is {TaskState.FormReady}, a download at {TaskState.Staged}.");
        }

        return PresignedAddress.IsSafe(address, allowInsecureHttp)
            ? address
            : throw new FirecrestException($"The server names {address.Scheme}://{address.Host} as its object store. Files go by https, or to this machine, only, unless the client has AllowInsecureHttp.");
    }
}
