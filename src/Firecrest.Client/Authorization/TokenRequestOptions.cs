namespace Firecrest.Client;

/// <summary>How tokens are asked for at a token endpoint; copied when an authorization is made with it.</summary>
public sealed record TokenRequestOptions
{
    /// <summary>The scope to ask for, or several separated by blanks; some sites need <c>openid</c>. Default: none.</summary>
    public string? Scope { get; set; }

    /// <summary>How the client id and secret are sent. Default <see cref="ClientSecretStyle.Post"/>.</summary>
    public ClientSecretStyle SecretStyle { get; set; } = ClientSecretStyle.Post;

    /// <summary>Further members of the token request, for instance an <c>audience</c>.</summary>
    public IDictionary<string, string> ExtraParameters { get; set; } = new Dictionary<string, string>();

    /// <summary>Allows an <c>http:</c> endpoint other than loopback, over which secrets travel unencrypted. Default false.</summary>
    public bool AllowInsecureHttp { get; set; }

    internal TokenRequestOptions Freeze()
    {
        ArgumentNullException.ThrowIfNull(ExtraParameters);
        return this with { ExtraParameters = new Dictionary<string, string>(ExtraParameters) };
    }
}
