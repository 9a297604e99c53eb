namespace Firecrest.Client;

/// <summary>How a client id and secret are sent to a token endpoint.</summary>
public enum ClientSecretStyle
{
    /// <summary>In the body of the request (<c>client_secret_post</c>).</summary>
    Post,

    /// <summary>In the Authorization header (<c>client_secret_basic</c>).</summary>
    Basic,
}
