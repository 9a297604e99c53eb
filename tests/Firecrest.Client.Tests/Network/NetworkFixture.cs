using System.Security.Cryptography.X509Certificates;
using Firecrest.Emulator;

namespace Firecrest.Client.Tests.Network;

/// <summary>An emulator, and a certificate for it by an authority that no machine trusts.</summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    /// <summary>A failure is seen at once, and counted once.</summary>
    private static readonly RetryOptions Never = new() { MaxRetries = 0 };

    public FirecrestEmulator Emulator { get; private set; } = null!;

    internal TestAuthority Authority { get; } = new("Private Test CA");

    internal X509Certificate2 Certificate { get; private set; } = null!;

    /// <summary>A token that the emulator accepts.</summary>
    private AccessToken Token { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Certificate = Authority.IssueForLoopback();
        Emulator = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        Token = await Authorization(Emulator.TokenEndpoint).GetAccessTokenAsync(new AuthorizationContext(http), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        Certificate.Dispose();
        Authority.Dispose();
    }

    /// <summary>Makes a client that repeats nothing and reaches one endpoint by another address: the API with a token at hand, or the token endpoint.</summary>
    internal FirecrestClient Client(Endpoint endpoint, Func<Uri, Uri> address, FirecrestClientOptions options)
        => endpoint == Endpoint.Api
            ? new(address(Emulator.BaseAddress), new StaticTokenAuth(Token), options with { Retry = Never })
            : Client(Emulator.BaseAddress, address(Emulator.TokenEndpoint), options);

    /// <summary>Makes a client that repeats nothing and reaches both endpoints by the addresses given.</summary>
    internal FirecrestClient Client(Uri api, Uri tokenEndpoint, FirecrestClientOptions options)
        => new(api, Authorization(tokenEndpoint), options with { Retry = Never });

    internal ClientCredentialsAuth Authorization(Uri tokenEndpoint) => new(Emulator.ClientId, Emulator.ClientSecret, tokenEndpoint);
}
