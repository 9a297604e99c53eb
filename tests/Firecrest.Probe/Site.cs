using Firecrest.Client;

namespace Firecrest.Probe;

/// <summary>The server that the environment names.</summary>
internal sealed record Site(Uri Address, IAuthorization Authorization, string SystemName)
{
    public static Site FromEnvironment() => new(
        new Uri(Read("FIRECREST_URL")),
        new ClientCredentialsAuth(Read("FIRECREST_CLIENT_ID"), Read("FIRECREST_CLIENT_SECRET"), new Uri(Read("AUTH_TOKEN_URL"))),
        Read("FIRECREST_SYSTEM"));

    /// <summary>A client that finds out which generation the server speaks.</summary>
    public FirecrestClient Connect() => new(Address, Authorization, new FirecrestClientOptions { ApiVersion = FirecrestApiVersion.Auto });

    private static string Read(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
