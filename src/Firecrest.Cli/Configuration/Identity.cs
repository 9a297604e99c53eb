using Firecrest.Cli.Failures;
using Firecrest.Cli.Tokens;
using Firecrest.Client;

namespace Firecrest.Cli.Configuration;

/// <summary>Where tokens come from, by the settings: of several ways the one that is set closest to the call.</summary>
internal static class Identity
{
    private static readonly Setting[] Ways =
    [
        Setting.ClientSecret, Setting.ClientSecretFile, Setting.TokenCommand, Setting.TokenFile, Setting.Token, Setting.ApiKey,
    ];

    /// <summary>The setting that decides; null for a login that was kept.</summary>
    public static (Setting Way, SettingValue Value)? Choose(Settings settings)
    {
        var set = Ways.Select(way => (Way: way, Value: settings.Find(way))).Where(one => one.Value is not null).Select(one => (one.Way, Value: one.Value!)).ToList();
        if (set.Count == 0)
        {
            return null;
        }

        var closest = set.Min(one => one.Value.Level);
        var chosen = set.Where(one => one.Value.Level == closest).ToList();
        return chosen.Count == 1
            ? chosen[0]
            : throw new UsageException($"{chosen[0].Value.Source} and {chosen[1].Value.Source} are both set, and each says where tokens come from. Set one of them.");
    }

    public static IAuthorization Create(Settings settings, string? secretFromInput, TokenStore? store, bool allowInsecureHttp)
    {
        if (secretFromInput is not null)
        {
            return Ways.Select(settings.Find).FirstOrDefault(value => value?.Level == SettingLevel.CommandLine) is { } other
                ? throw new UsageException($"--client-secret-stdin and {other.Source} are both given, and each says where tokens come from. Give one of them.")
                : ClientCredentials(settings, secretFromInput, store, allowInsecureHttp);
        }

        if (Choose(settings) is not var (way, value))
        {
            return Login(settings, store, allowInsecureHttp);
        }

        return way == Setting.ClientSecret ? ClientCredentials(settings, value.Value, store, allowInsecureHttp)
            : way == Setting.ClientSecretFile ? ClientCredentials(settings, ReadSecret(value), store, allowInsecureHttp)
            : way == Setting.TokenFile ? new TokenFileAuth(value.Value)
            : way == Setting.Token ? new StaticTokenAuth(AccessToken.FromJwt(value.Value.Trim()))
            : way == Setting.ApiKey ? new ApiKeyAuth(value.Value, settings.Get(Setting.ApiKeyHeader) ?? "X-API-Key")
            : Command(value);
    }

    public static TokenRequestOptions RequestOptions(Settings settings, bool allowInsecureHttp) => new()
    {
        AllowInsecureHttp = allowInsecureHttp,
        Scope = settings.Get(Setting.Scope),
        SecretStyle = settings.Find(Setting.ClientAuthMethod) switch
        {
            null or { Value: "client_secret_post" or "post" } => ClientSecretStyle.Post,
            { Value: "client_secret_basic" or "basic" } => ClientSecretStyle.Basic,
            var other => throw new UsageException($"{other.Source} is '{other.Value}'; expected client_secret_post or client_secret_basic."),
        },
    };

    public static TokenKey Key(Settings settings, bool isLogin)
        => new(settings.Require(Setting.TokenUrl), settings.Require(Setting.ClientId), settings.Get(Setting.Scope) ?? "", isLogin);

    public static Uri Address(Settings settings, Setting setting)
        => Uri.TryCreate(settings.Require(setting), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"{settings.Find(setting)!.Source} is '{WithoutUser(settings.Require(setting))}', which is no web address.");

    /// <summary>The address without user and password, for messages; also of a text that is no address, in which they may stand anywhere before the @.</summary>
    public static string WithoutUser(string address)
    {
        var begin = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var path = Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0 ? address.IndexOfAny(['/', '?', '#'], begin) : -1;
        var at = address.LastIndexOf('@', path < 0 ? address.Length - 1 : path);
        return at < begin ? address : $"{address[..begin]}***{address[at..]}";
    }

    private static IAuthorization ClientCredentials(Settings settings, string secret, TokenStore? store, bool allowInsecureHttp)
    {
        var source = new ClientCredentialsAuth(settings.Require(Setting.ClientId), secret, Address(settings, Setting.TokenUrl), RequestOptions(settings, allowInsecureHttp));
        return store is null ? source : new StoredTokenAuth(store, Key(settings, isLogin: false), (_, _) => source);
    }

    /// <summary>A person who logged in before: the refresh token is in the store.</summary>
    private static StoredTokenAuth Login(Settings settings, TokenStore? store, bool allowInsecureHttp)
    {
        if (store is null || settings.Get(Setting.ClientId) is null || settings.Get(Setting.TokenUrl) is null)
        {
            throw new UsageException(
                $"Nothing says where tokens come from. Set {Setting.ClientId.Variables[0]}, {Setting.ClientSecret.Variables[0]} and {Setting.TokenUrl.Variables[0]}, "
                + $"or {Setting.TokenCommand.Variables[0]}, or run 'firecrest auth login'; 'firecrest doctor' shows what is set.");
        }

        return new(store, Key(settings, isLogin: true), (kept, changed) => kept?.RefreshToken is { } refreshToken
            ? new RefreshTokenAuth(settings.Require(Setting.ClientId), null, refreshToken, Address(settings, Setting.TokenUrl), RequestOptions(settings, allowInsecureHttp), changed)
            : throw new FirecrestAuthenticationException($"Nobody is logged in as '{settings.Get(Setting.ClientId)}'. Run 'firecrest auth login'."));
    }

    private static TokenCommandAuth Command(SettingValue value)
    {
        var words = CommandWords.Split(value.Value);
        return words.Count > 0 ? new TokenCommandAuth(words[0], words.Skip(1)) : throw new UsageException($"{value.Source} is empty.");
    }

    private static string ReadSecret(SettingValue file)
    {
        var secret = "";
        try
        {
            secret = File.ReadAllText(file.Value).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file {file.Value} ({file.Source}) cannot be read: {failure.Message}");
        }

        return secret.Length > 0 ? secret : throw new UsageException($"The file {file.Value} ({file.Source}) is empty.");
    }
}
