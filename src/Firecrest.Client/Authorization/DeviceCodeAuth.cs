using Duende.IdentityModel.Client;
using Firecrest.Client.Authorization;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Logs a person in on another device (RFC 8628): the program shows a page and a code, and waits until the person has entered it.</summary>
/// <remarks>
/// The first call waits for the person, within the life of the code. Later tokens come by the refresh token, if the provider gives one; when that has ended,
/// the person is asked again.
/// </remarks>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.
public sealed class DeviceCodeAuth : IAuthorization
#pragma warning restore CA1001
{
    /// <summary>What RFC 8628 asks for when the provider names no interval, and by how much to slow down when told to.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    private readonly OAuthClient _client;
    private readonly Uri _deviceEndpoint;
    private readonly Action<DeviceCodePrompt> _prompt;

    /// <summary>For both modes and all clients: a person is asked once.</summary>
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _refreshToken;

    /// <summary>Uses a public client.</summary>
    /// <exception cref="ArgumentException">A value is empty, or an endpoint is not encrypted.</exception>
    public DeviceCodeAuth(string clientId, Uri deviceAuthorizationEndpoint, Uri tokenEndpoint, Action<DeviceCodePrompt> prompt)
        : this(clientId, deviceAuthorizationEndpoint, tokenEndpoint, prompt, new TokenRequestOptions())
    {
    }

    /// <summary>Uses a public client, with settings.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="deviceAuthorizationEndpoint">The endpoint that hands out codes.</param>
    /// <param name="tokenEndpoint">The token endpoint.</param>
    /// <param name="prompt">Shows the page and the code to the person; called on the thread that waits for the token.</param>
    /// <param name="options">Settings, which are copied.</param>
    /// <exception cref="ArgumentException">A value is empty, or an endpoint is not encrypted.</exception>
    public DeviceCodeAuth(string clientId, Uri deviceAuthorizationEndpoint, Uri tokenEndpoint, Action<DeviceCodePrompt> prompt, TokenRequestOptions options)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(options);
        ServerAddress.Check(deviceAuthorizationEndpoint, options.AllowInsecureHttp, nameof(deviceAuthorizationEndpoint));
        _client = new OAuthClient(clientId, null, tokenEndpoint, options);
        _deviceEndpoint = deviceAuthorizationEndpoint;
        _prompt = prompt;
    }

    /// <summary>Called with each new refresh token, so that a login can be kept for the next start of the program. Default: nobody is told.</summary>
    public Action<string>? RefreshTokenChanged { get; init; }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => GetToken(context, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => GetToken(context, async: true, cancellationToken);

    /// <summary>Names the client, never a token.</summary>
    public override string ToString() => $"DeviceCodeAuth ({_client})";

    private async ValueTask<AccessToken> GetToken(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using (await _gate.Enter(async, cancellationToken).ConfigureAwait(false))
        {
            var grant = await Refresh(context, async, cancellationToken).ConfigureAwait(false) ?? await LogIn(context, async, cancellationToken).ConfigureAwait(false);
            if (grant.RefreshToken is { Length: > 0 } next && next != _refreshToken)
            {
                _refreshToken = next;
                RefreshTokenChanged?.Invoke(next);
            }

            return grant.AccessToken;
        }
    }

    private async ValueTask<TokenGrant?> Refresh(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        if (_refreshToken is not { } refreshToken)
        {
            return null;
        }

        try
        {
            var request = new RefreshTokenRequest { RefreshToken = refreshToken };
            return await _client.RequestToken(request, static (http, r, ct) => http.RequestRefreshTokenAsync(r, ct), context, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestAuthenticationException exception) when (exception.Error == "invalid_grant")
        {
            _refreshToken = null;
            return null;
        }
    }

    private async ValueTask<TokenGrant> LogIn(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        var clock = new Clock(context.TimeProvider);
        var started = clock.Timestamp;
        var request = _client.Prepare(new DeviceAuthorizationRequest { Scope = _client.Scope }, _deviceEndpoint);
        var code = await OAuthClient.Exchange(
            request, static (http, r, ct) => http.RequestDeviceAuthorizationAsync(r, ct), response => TokenResponseReader.ReadDeviceCode(response, _deviceEndpoint),
            context, async, cancellationToken).ConfigureAwait(false);
        _prompt(code.Prompt);

        var interval = code.Interval ?? DefaultInterval;
        while (clock.Since(started) + interval < code.Prompt.ExpiresIn)
        {
            await clock.Delay(interval, async, cancellationToken).ConfigureAwait(false);
            try
            {
                var poll = new DeviceTokenRequest { DeviceCode = code.Value };
                return await _client.RequestToken(poll, static (http, r, ct) => http.RequestDeviceTokenAsync(r, ct), context, async, cancellationToken).ConfigureAwait(false);
            }
            catch (FirecrestAuthenticationException exception) when (exception.Error is "authorization_pending")
            {
            }
            catch (FirecrestAuthenticationException exception) when (exception.Error is "slow_down" || exception.Outcome == OutcomeClass.NotExecuted)
            {
                // The code is still good when the provider was down for a moment.
                interval += DefaultInterval;
            }
        }

        throw new FirecrestAuthenticationException($"Nobody entered the code at {code.Prompt.VerificationUri} within {code.Prompt.ExpiresIn:c}. Start again for a new code.") { Error = "expired_token" };
    }
}
