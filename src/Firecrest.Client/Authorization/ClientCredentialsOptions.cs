namespace Firecrest.Client;

/// <summary>Settings of <see cref="ClientCredentialsAuth"/>; copied when it is made.</summary>
public sealed record ClientCredentialsOptions
{
    /// <summary>The scope to ask for, or several separated by blanks; some sites need <c>openid</c>. Default: none.</summary>
    public string? Scope { get; set; }

    /// <summary>How the client id and secret are sent. Default <see cref="ClientSecretStyle.Post"/>.</summary>
    public ClientSecretStyle SecretStyle { get; set; } = ClientSecretStyle.Post;

    /// <summary>Further members of the token request, for instance an <c>audience</c>.</summary>
    public IDictionary<string, string> ExtraParameters { get; set; } = new Dictionary<string, string>();

    /// <summary>Allows an <c>http:</c> token endpoint other than loopback, over which the secret travels unencrypted. Default false.</summary>
    public bool AllowInsecureHttp { get; set; }
}
