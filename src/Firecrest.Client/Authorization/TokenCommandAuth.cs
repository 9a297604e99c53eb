using System.ComponentModel;
using System.Diagnostics;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Gets tokens from a command that prints one, such as <c>oidc-token</c>. It runs without a shell, and once for the life of each token.</summary>
/// <remarks>What the command writes to its standard error goes to that of this program. It is ended when it takes too long or the call is cancelled.</remarks>
public sealed class TokenCommandAuth : IAuthorization
{
    private readonly string _command;
    private readonly string[] _arguments;

    /// <summary>Uses a command.</summary>
    /// <param name="command">The program: a path, or a name that is looked for in PATH.</param>
    /// <param name="arguments">Its arguments, each passed as it is.</param>
    public TokenCommandAuth(string command, params IEnumerable<string> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        ArgumentNullException.ThrowIfNull(arguments);
        _command = command;
        _arguments = [.. arguments];
    }

    /// <summary>How long the command may take. Default 1 minute.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Run(async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Run(async: true, cancellationToken);

    /// <summary>Names the command, not its arguments.</summary>
    public override string ToString() => $"TokenCommandAuth ({_command})";

    private async ValueTask<AccessToken> Run(bool async, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start();
        using var limited = new CancellationTokenSource(TimeLimit);
        using var ended = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), limited);
        using var kill = limited.Token.UnsafeRegister(static state => Kill((Process)state!), process);

        // The end of the output comes with the end of the command, or of whatever inherited its output; killed or not.
        var output = async ? await process.StandardOutput.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false) : process.StandardOutput.ReadToEnd();
        if (async)
        {
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            process.WaitForExit();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (limited.IsCancellationRequested)
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' was ended since it took longer than {TimeLimit:c}.");
        }

        return Read(process.ExitCode, output.Trim());
    }

    private AccessToken Read(int exitCode, string output)
    {
        if (exitCode != 0)
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' ended with exit code {exitCode}; its standard error says why.");
        }

        if (output.Length == 0 || output.Any(char.IsWhiteSpace))
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' printed {(output.Length == 0 ? "nothing" : "several words")} instead of one token.");
        }

        return AccessToken.FromJwt(output);
    }

    private Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo(_command, _arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        }
        catch (Win32Exception exception)
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' cannot be started: {exception.Message}", exception);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }
}
