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
        try
        {
            // Of the open file, since the path may be a link, whose own time and length stay: so are the secrets of a pod.
            using var file = File.OpenHandle(_path, share: FileShare.ReadWrite | FileShare.Delete);
            var version = (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
            var entry = _entry;
            if (entry is null || context.ForceRefresh || entry.Version != version)
            {
                _entry = entry = new Entry(version, Read());
            }

            return entry.Token;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FirecrestAuthenticationException($"The token file '{_path}' cannot be read: {exception.Message}", exception) { IsLocal = true };
        }
    }

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));

    /// <summary>Names the file, never the token.</summary>
    public override string ToString() => $"TokenFileAuth ({_path})";

    private AccessToken Read()
    {
        var text = File.ReadAllText(_path).Trim();
        if (text.Length == 0)
        {
            throw new FirecrestAuthenticationException($"The token file '{_path}' is empty.") { IsLocal = true };
        }

        return text.Any(char.IsWhiteSpace) || !AccessToken.CanBeSent(text)
            ? throw new FirecrestAuthenticationException($"The token file '{_path}' holds something other than one token.") { IsLocal = true }
            : new AccessToken(text) { CanBeKept = false };
    }

    private sealed record Entry((DateTime Written, long Length) Version, AccessToken Token);
}
