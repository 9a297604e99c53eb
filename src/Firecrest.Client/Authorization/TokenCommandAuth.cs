using System.ComponentModel;
using System.Diagnostics;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Gets tokens from a command that prints one, such as <c>oidc-token</c>. It runs without a shell, and once for the life of each token.</summary>
/// <remarks>What the command writes to its standard error goes to that of this program; its standard input is empty. It is ended when it takes too long or the call is cancelled.</remarks>
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

        try
        {
            var output = async ? await ReadOutputAsync(process, limited.Token).ConfigureAwait(false) : ReadOutput(process, limited.Token);
            limited.Token.ThrowIfCancellationRequested();
            return Read(process.ExitCode, output.Trim());
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new FirecrestAuthenticationException($"The token command '{_command}' was ended since it took longer than {TimeLimit:c}.") { IsLocal = true };
        }
    }

    private static async ValueTask<string> ReadOutputAsync(Process process, CancellationToken cancellationToken)
    {
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return output;
    }

    /// <summary>Reads on a thread of its own, since nothing ends a blocked read: a process that the command leaves behind may keep its output open for ever.</summary>
    private static string ReadOutput(Process process, CancellationToken cancellationToken)
    {
        // Not disposed: the thread may come to its end later.
        var ended = new ManualResetEventSlim();
        var output = "";
        var reading = new Thread(() =>
        {
            try
            {
                output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // Given up by now, and the process disposed of.
            }
            finally
            {
                ended.Set();
            }
        })
        { IsBackground = true };
        reading.Start();
        ended.Wait(cancellationToken);
        return output;
    }

    private AccessToken Read(int exitCode, string output)
    {
        if (exitCode != 0)
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' ended with exit code {exitCode}; its standard error says why.") { IsLocal = true };
        }

        var instead = output.Length == 0 ? "nothing" : output.Any(char.IsWhiteSpace) ? "several words" : AccessToken.CanBeSent(output) ? null : "characters that no header can carry";
        return instead is null
            ? AccessToken.FromJwt(output)
            : throw new FirecrestAuthenticationException($"The token command '{_command}' printed {instead} instead of one token.") { IsLocal = true };
    }

    private Process Start()
    {
        try
        {
            // The standard input of this program is for this program.
            var process = Process.Start(new ProcessStartInfo(_command, _arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new FirecrestAuthenticationException($"The token command '{_command}' cannot be started: {exception.Message}", exception) { IsLocal = true };
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself, or may not be ended by us; it is not waited for in any case.
        }
    }
}
