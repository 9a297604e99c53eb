using Duende.IdentityModel.Client;
using Firecrest.Client.Http;

namespace Firecrest.Client.Authorization;

/// <summary>A client that an identity provider knows, and its token endpoint.</summary>
internal sealed class OAuthClient
{
    private readonly string _clientId;
    private readonly string? _clientSecret;
    private readonly Uri _tokenEndpoint;
    private readonly TokenRequestOptions _options;

    /// <summary>Checks what the constructors of all authorizations over a token endpoint take; a public client has no secret.</summary>
    public OAuthClient(string clientId, string? clientSecret, Uri tokenEndpoint, TokenRequestOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentNullException.ThrowIfNull(options);
        ServerAddress.Check(tokenEndpoint, options.AllowInsecureHttp, nameof(tokenEndpoint));
        _clientId = clientId;
        _clientSecret = clientSecret;
        _tokenEndpoint = tokenEndpoint;
        _options = options.Freeze();
    }

    public string? Scope => _options.Scope;

    /// <summary>Sends one token request, within the network time limit of the client that asks.</summary>
    public ValueTask<TokenGrant> RequestToken<TRequest>(
        TRequest request, Func<HttpMessageInvoker, TRequest, CancellationToken, Task<TokenResponse>> send, AuthorizationContext context, bool async, CancellationToken cancellationToken)
        where TRequest : TokenRequest
    {
        // Expiry counts from before the request, so that a slow answer cannot make a token look younger than it is.
        var sent = context.TimeProvider.GetUtcNow();
        return Exchange(Prepare(request, _tokenEndpoint), send, response => TokenResponseReader.Read(response, _tokenEndpoint, _clientId, sent), context, async, cancellationToken);
    }

    /// <summary>Sends one request to any endpoint of the provider; the answer is read by <paramref name="read"/>.</summary>
    public static async ValueTask<T> Exchange<TRequest, TResponse, T>(
        TRequest request, Func<HttpMessageInvoker, TRequest, CancellationToken, Task<TResponse>> send, Func<TResponse, T> read,
        AuthorizationContext context, bool async, CancellationToken cancellationToken)
        where TRequest : ProtocolRequest
        where TResponse : ProtocolResponse
    {
        using (request)
        using (var invoker = new TokenEndpointInvoker(context.HttpClient, async))
        using (var limited = new CancellationTokenSource(context.NetworkTimeout, context.TimeProvider))
        using (cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), limited))
        {
            try
            {
                var response = await send(invoker, request, limited.Token).ConfigureAwait(false);
                limited.Token.ThrowIfCancellationRequested();
                return read(response);
            }
            catch (OperationCanceledException exception)
            {
                throw cancellationToken.IsCancellationRequested
                    ? new OperationCanceledException(exception.Message, exception, cancellationToken)
                    : TokenResponseReader.Unanswered(request.Address, context.NetworkTimeout, exception);
            }
        }
    }

    /// <summary>Adds the client and the options.</summary>
    public TRequest Prepare<TRequest>(TRequest request, Uri endpoint)
        where TRequest : ProtocolRequest
    {
        request.Address = endpoint.AbsoluteUri;
        request.ClientId = _clientId;
        request.ClientSecret = _clientSecret;
        request.ClientCredentialStyle = _options.SecretStyle == ClientSecretStyle.Basic && _clientSecret is not null
            ? ClientCredentialStyle.AuthorizationHeader
            : ClientCredentialStyle.PostBody;
        foreach (var (name, value) in _options.ExtraParameters)
        {
            request.Parameters.AddOptional(name, value);
        }

        return request;
    }

    public override string ToString() => $"{_clientId} at {_tokenEndpoint.Host}";
}
