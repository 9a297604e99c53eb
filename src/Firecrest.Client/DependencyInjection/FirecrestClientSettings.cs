namespace Firecrest.Client;

/// <summary>What a program's configuration says about one FirecREST server: where it is, how it is spoken to, and who asks.</summary>
/// <remarks>
/// Names in a configuration file are those of the properties: <c>{ "Firecrest": { "BaseAddress": "https://...", "ClientId": "...", "TokenEndpoint": "https://..." } }</c>.
/// Leave the secret out of it and give it by an environment variable such as <c>Firecrest__ClientSecret</c>. What only code can say, for instance a
/// proxy or a client certificate, is said by <c>services.Configure&lt;FirecrestClientOptions&gt;(...)</c>, under the client's name.
/// </remarks>
public sealed class FirecrestClientSettings
{
    /// <summary>The address of the server with its path prefix. Needed.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The generation of the API that the server speaks. Default <see cref="FirecrestApiVersion.V2"/>.</summary>
    public FirecrestApiVersion ApiVersion { get; set; } = FirecrestApiVersion.V2;

    /// <summary>The client id for <see cref="ClientCredentialsAuth"/>. Default: none, for an <see cref="IAuthorization"/> that is registered as a service.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that goes with <see cref="ClientId"/>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The token endpoint that goes with <see cref="ClientId"/>.</summary>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>The scope to ask for with <see cref="ClientId"/>, or several separated by blanks. Default: none.</summary>
    public string? Scope { get; set; }

    /// <summary>A file that holds the token, for <see cref="TokenFileAuth"/>, instead of <see cref="ClientId"/>. Default: none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The time that one attempt may take. Default 100 s.</summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How failed attempts are repeated.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>A PEM file with certificates to trust beside the machine's. Default: none.</summary>
    public string? TrustedCertificatesFile { get; set; }

    /// <summary>Allows <c>http:</c> addresses other than loopback, over which tokens and the secret travel unencrypted. Default false.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Your program in the User-Agent header, for instance <c>MyPortal/3.1</c>. Default: none.</summary>
    public string? ApplicationId { get; set; }

    internal bool HasCredentials => ClientId is not null || ClientSecret is not null || TokenEndpoint is not null;

    /// <summary>Null when the settings name nobody, so that a service must.</summary>
    /// <exception cref="ArgumentException">What is said does not fit together.</exception>
    internal IAuthorization? CreateAuthorization()
    {
        if (TokenFile is not null)
        {
            return HasCredentials
                ? throw new ArgumentException("Both TokenFile and ClientId (or ClientSecret, TokenEndpoint) are set. Set one of them.")
                : new TokenFileAuth(TokenFile);
        }

        if (!HasCredentials)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(ClientId) || string.IsNullOrWhiteSpace(ClientSecret) || TokenEndpoint is null)
        {
            throw new ArgumentException("ClientId, ClientSecret and TokenEndpoint go together, and not all of them are set.");
        }

        return new ClientCredentialsAuth(ClientId, ClientSecret, TokenEndpoint, new TokenRequestOptions { Scope = Scope, AllowInsecureHttp = AllowInsecureHttp });
    }

    /// <summary>Says to the client's options what the settings say.</summary>
    internal void ApplyTo(FirecrestClientOptions options)
    {
        options.ApiVersion = ApiVersion;
        options.NetworkTimeout = NetworkTimeout;
        options.Retry = Retry;
        options.AllowInsecureHttp = AllowInsecureHttp;
        options.ApplicationId = ApplicationId;
        if (TrustedCertificatesFile is not null)
        {
            options.Network.TrustedCertificates = File.ReadAllText(TrustedCertificatesFile);
        }
    }
}
