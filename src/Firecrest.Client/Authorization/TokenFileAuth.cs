namespace Firecrest.Client;

/// <summary>A token in a file that something else keeps fresh, such as an agent or the secrets of a pod. Read again whenever the file changes.</summary>
public sealed class TokenFileAuth : IAuthorization
{
    private readonly string _path;
    private volatile Entry? _entry;

    /// <summary>Reads the token from a file.</summary>
    public TokenFileAuth(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = new FileInfo(_path);
        var version = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        var entry = _entry;
        if (entry is null || context.ForceRefresh || entry.Version != version)
        {
            _entry = entry = new Entry(version, Read());
        }

        return entry.Token;
    }

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));

    /// <summary>Names the file, never the token.</summary>
    public override string ToString() => $"TokenFileAuth ({_path})";

    private AccessToken Read()
    {
        try
        {
            var text = File.ReadAllText(_path).Trim();
            return text.Length == 0
                ? throw new FirecrestAuthenticationException($"The token file '{_path}' is empty.")
                : new AccessToken(text) { CanBeKept = false };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FirecrestAuthenticationException($"The token file '{_path}' cannot be read: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new FirecrestAuthenticationException($"The token file '{_path}' holds something other than one token.", exception);
        }
    }

    private sealed record Entry((DateTime Written, long Length) Version, AccessToken Token);
}
