using System.CommandLine;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Cli.Tokens;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Tokens and logins.</summary>
internal static class AuthCommands
{
    public const string Description = "Logs in and out, and shows tokens.";

    private const string KeycloakToken = "/protocol/openid-connect/token";
    private const string KeycloakDevice = "/protocol/openid-connect/auth/device";

    public static Command Create(CommandFactory factory) => Group(
        "auth",
        Description,
        factory.Create("login", "Logs a person in: shows a page and a code, and waits until the code is entered there. The login is kept for the runs that follow.", [], Login),
        Token(factory),
        factory.Create("logout", "Forgets the login and the token that are kept.", [], Logout));

    /// <summary>Asks for a token in the way of a client, whose connection it is.</summary>
    public static async Task<AccessToken> Ask(Session session, IAuthorization authorization, bool forceRefresh = false)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var context = new AuthorizationContext(http) { ForceRefresh = forceRefresh, NetworkTimeout = session.RequestTimeout };
        return await authorization.GetAccessTokenAsync(context, session.CancellationToken);
    }

    private static Command Token(CommandFactory factory)
    {
        var renew = Option<bool>("--renew", "A new one, although the one that is kept is still good.");
        return factory.Create("token", "Prints an access token, which is a secret.", [renew], async session =>
        {
            if (session.Get(renew) && session.Tokens is { } store && session.Settings.Get(Setting.ClientId) is not null && session.Settings.Get(Setting.TokenUrl) is not null)
            {
                await Expire(session, store, isLogin: false);
                await Expire(session, store, isLogin: true);
            }

            var token = await Ask(session, session.CreateAuthorization(session.Tokens), session.Get(renew));
            var document = new TokenDocument(token.Value, Moment.Text(token.ExpiresOn));
            if (session.Results.Format == OutputFormat.Table)
            {
                session.Results.WriteLine(token.Value);
            }
            else
            {
                session.Results.Write(Kinds.Token, document);
            }
        });
    }

    private static async Task Expire(Session session, TokenStore store, bool isLogin)
    {
        var key = Identity.Key(session.Settings, isLogin);
        using var held = await store.Lock(key, TimeProvider.System, session.CancellationToken);
        if (store.Read(key) is { } kept)
        {
            store.TryWrite(key, kept with { AccessToken = null });
        }
    }

    private static async Task Login(Session session)
    {
        var key = Identity.Key(session.Settings, isLogin: true);
        var store = session.Tokens ?? throw new UsageException("A login is kept on disk; --no-cache forbids that, or there is no home directory.");
        string? refreshToken = null;
        var authorization = new DeviceCodeAuth(key.ClientId, DeviceEndpoint(session.Settings), Identity.Address(session.Settings, Setting.TokenUrl), Prompt, Identity.RequestOptions(session.Settings, session.AllowsInsecureHttp))
        {
            RefreshTokenChanged = next => refreshToken = next,
        };
        var issued = TimeProvider.System.GetUtcNow();
        var token = await Ask(session, authorization);
        using var held = await store.Lock(key, TimeProvider.System, session.CancellationToken);
        if (!store.TryWrite(key, StoredToken.From(key, token, issued, refreshToken)))
        {
            throw new UsageException($"The login cannot be kept: {store.Folder} cannot be written.");
        }

        session.Notes.Write("Logged in.");
        session.Results.WriteDone(Kinds.Login, new LoginDocument(key.ClientId, key.Issuer, Moment.Text(token.ExpiresOn), refreshToken is not null));

        void Prompt(DeviceCodePrompt prompt)
            => session.Notes.WriteAlways($"Open {prompt.VerificationUriComplete ?? prompt.VerificationUri} and enter the code {prompt.UserCode} within {prompt.ExpiresIn.TotalMinutes:0} minutes.");
    }

    private static Task Logout(Session session)
    {
        var wasLogin = Session.TokenFolder?.Delete(Identity.Key(session.Settings, isLogin: true)) == true;
        var existed = Session.TokenFolder?.Delete(Identity.Key(session.Settings, isLogin: false)) == true || wasLogin;
        session.Notes.Write(existed ? "Logged out." : "There was no login.");
        session.Results.WriteDone(Kinds.Action, new ActionDocument("logout", null, null, null, null, existed));
        return Task.CompletedTask;
    }

    private static Uri DeviceEndpoint(Settings settings)
    {
        if (settings.Get(Setting.DeviceUrl) is null && Identity.Address(settings, Setting.TokenUrl) is var token && token.AbsolutePath.EndsWith(KeycloakToken, StringComparison.Ordinal))
        {
            return new Uri(token.GetLeftPart(UriPartial.Path)[..^KeycloakToken.Length] + KeycloakDevice);
        }

        return Identity.Address(settings, Setting.DeviceUrl);
    }
}
