using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Makes clients of one emulator for each generation that it speaks.</summary>
internal static class EmulatedGenerations
{
    public static FirecrestClient Connect(this FirecrestEmulator hpc, Generation generation, FirecrestClientOptions? options = null)
    {
        var version = generation switch
        {
            Generation.V1 => FirecrestApiVersion.V1,
            Generation.V2 => FirecrestApiVersion.V2,
            _ => FirecrestApiVersion.Auto,
        };
        return new(
            generation.IsV1() ? hpc.V1BaseAddress : hpc.BaseAddress,
            new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, hpc.TokenEndpoint),
            (options ?? new()) with { ApiVersion = version });
    }
}
