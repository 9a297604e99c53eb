using Firecrest.Client;

namespace Firecrest.Benchmarks;

/// <summary>What a client needs to know of the emulator in another process, in the order of its arguments: address, token endpoint, secret, root folder.</summary>
internal static class Site
{
    public const string SystemName = "emulator";

    public static FirecrestClient CreateClient(IReadOnlyList<string> site)
        => new(new Uri(site[0]), new ClientCredentialsAuth("firecrest-emulator", site[2], new Uri(site[1])));
}
