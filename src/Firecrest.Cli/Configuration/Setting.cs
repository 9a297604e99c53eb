namespace Firecrest.Cli.Configuration;

/// <summary>One thing that can be set: on the command line, in the environment, or in a profile.</summary>
/// <param name="Key">Its name in a profile.</param>
/// <param name="Option">Its option; null when it has none.</param>
/// <param name="Variables">Its environment variables, the first one that is set wins.</param>
/// <param name="Meaning">What it is, in one line.</param>
internal sealed record Setting(string Key, string? Option, string[] Variables, string Meaning)
{
    public static readonly Setting Url = new("url", "--url", ["FIRECREST_URL", "F7T_URL"], "The address of the FirecREST server.") { Alias = "--firecrest-url" };
    public static readonly Setting TokenUrl = new("tokenUrl", "--token-url", ["AUTH_TOKEN_URL", "F7T_TOKEN_URL", "SA_AUTH_TOKEN_URL"], "The token endpoint of the identity provider.");
    public static readonly Setting ClientId = new("clientId", "--client-id", ["FIRECREST_CLIENT_ID", "F7T_CLIENT_ID", "SA_CLIENT_ID"], "The client id.");
    public static readonly Setting ClientSecret = new(
        "clientSecret", "--client-secret", ["FIRECREST_CLIENT_SECRET", "F7T_CLIENT_SECRET", "SA_CLIENT_SECRET"],
        "The client secret; as an option only together with --allow-secret-argument, since others on this machine can read the arguments of a process.")
    { IsSecret = true };
    public static readonly Setting ClientSecretFile = new("clientSecretFile", "--client-secret-file", ["FIRECREST_CLIENT_SECRET_FILE", "F7T_CLIENT_SECRET_FILE"], "A file that holds the client secret.");
    public static readonly Setting ClientAuthMethod = new(
        "clientAuthMethod", "--client-auth-method", ["FIRECREST_CLIENT_AUTH_METHOD", "F7T_CLIENT_AUTH_METHOD"], "How the secret is sent: client_secret_post (default) or client_secret_basic.");
    public static readonly Setting Scope = new("scope", "--scope", ["FIRECREST_SCOPE", "F7T_SCOPE"], "The scope to ask a token for.");
    public static readonly Setting DeviceUrl = new("deviceUrl", "--device-url", ["FIRECREST_DEVICE_URL", "F7T_DEVICE_URL"], "The endpoint that hands out codes for auth login; found by itself for Keycloak.");
    public static readonly Setting TokenCommand = new("tokenCommand", "--token-command", ["FIRECREST_TOKEN_COMMAND", "F7T_TOKEN_COMMAND"], "A command that prints a token, with its arguments.");
    public static readonly Setting TokenFile = new("tokenFile", "--token-file", ["FIRECREST_TOKEN_FILE", "F7T_TOKEN_FILE"], "A file that holds a token and is kept fresh by something else.");
    public static readonly Setting Token = new("token", null, ["FIRECREST_TOKEN", "F7T_TOKEN"], "A token.") { IsSecret = true };
    public static readonly Setting ApiKey = new("apiKey", null, ["FIRECREST_API_KEY", "F7T_API_KEY"], "A key that the site's gateway takes.") { IsSecret = true };
    public static readonly Setting ApiKeyHeader = new("apiKeyHeader", null, ["FIRECREST_API_KEY_HEADER", "F7T_API_KEY_HEADER"], "The header that carries the key; X-API-Key by default.");
    public static readonly Setting System = new("system", "--system", ["FIRECREST_SYSTEM", "F7T_SYSTEM"], "The system.") { Alias = "-s" };
    public static readonly Setting Account = new("account", "--account", ["FIRECREST_ACCOUNT", "F7T_ACCOUNT"], "The account that jobs and transfers are charged to.");
    public static readonly Setting WorkDir = new("workdir", null, ["FIRECREST_WORKDIR", "F7T_WORKDIR", "FIRECREST_BASEDIR"], "The directory on the system that jobs run in, unless --workdir says otherwise.");
    public static readonly Setting Output = new("output", "--output", ["FIRECREST_OUTPUT", "F7T_OUTPUT"], "The form of the result: table (default), json, ndjson or id.") { Alias = "-o" };
    public static readonly Setting ApiVersion = new("apiVersion", "--api-version", ["FIRECREST_API_VERSION", "F7T_API_VERSION"], "The generation of the API, 1 or 2 (default), or the server's full version.");
    public static readonly Setting Profile = new("default", "--profile", ["FIRECREST_PROFILE", "F7T_PROFILE"], "The profile of the configuration file to use.");
    public static readonly Setting ConfigFile = new("", "--config", ["FIRECREST_CONFIG", "F7T_CONFIG"], "The configuration file.");

    /// <summary>All, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ConfigFile, Profile, Url, ApiVersion, TokenUrl, ClientId, ClientSecret, ClientSecretFile, ClientAuthMethod, Scope, DeviceUrl, TokenCommand, TokenFile, Token,
        ApiKey, ApiKeyHeader, System, Account, WorkDir, Output,
    ];

    /// <summary>A second spelling of the option.</summary>
    public string? Alias { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Which profile and which file are no settings of a profile.</summary>
    public bool IsInProfiles => this != Profile && this != ConfigFile;
}
