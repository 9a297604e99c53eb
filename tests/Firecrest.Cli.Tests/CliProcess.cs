using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Firecrest.Emulator;

namespace Firecrest.Cli.Tests;

/// <summary>Runs the command as a process of its own, with an environment of its own.</summary>
/// <remarks>With <c>FIRECREST_TEST_BINARY</c> in the environment that program is run, for instance the Native AOT one.</remarks>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The host of the runtime that runs this, three folders above its libraries.</summary>
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private readonly Process _process;
    private readonly Task<string> _error;

    /// <summary>Set once lines were read, so that the rest is in the reader's buffer.</summary>
    private object? _begun;

    private CliProcess(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> words, byte[]? input)
    {
        // A shell that starts the tests in the background has them ignore the signal of Ctrl-C, and what they start would too.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT", .. words]);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (input is not null)
        {
            _process.StandardInput.BaseStream.Write(input);
            _process.StandardInput.Close();
        }
    }

    /// <summary>The words that start the command, for a shell or another program.</summary>
    public static IReadOnlyList<string> Program
        => Environment.GetEnvironmentVariable("FIRECREST_TEST_BINARY") is { Length: > 0 } binary ? [binary] : [Dotnet, Path.Combine(AppContext.BaseDirectory, "firecrest.dll")];

    /// <summary>Starts the command, which finds <paramref name="input"/> on its standard input.</summary>
    public static CliProcess Start(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments, byte[]? input = null)
        => new(environment, [.. Program, .. arguments], input ?? []);

    /// <summary>Starts any program, whose standard input stays open.</summary>
    public static CliProcess StartOpen(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> words) => new(environment, words, input: null);

    public static Dictionary<string, string> EnvironmentFor(string folder, FirecrestEmulator? hpc)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = folder,
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_ROOT"] = Path.GetDirectoryName(Dotnet)!,
            ["TERM"] = "xterm",
        };
        if (hpc is not null)
        {
            environment["FIRECREST_URL"] = hpc.BaseAddress.AbsoluteUri;
            environment["FIRECREST_CLIENT_ID"] = hpc.ClientId;
            environment["FIRECREST_CLIENT_SECRET"] = hpc.ClientSecret;
            environment["AUTH_TOKEN_URL"] = hpc.TokenEndpoint.AbsoluteUri;
            environment["FIRECREST_SYSTEM"] = hpc.SystemName;
        }

        return environment;
    }

    /// <summary>The next lines of standard output up to one that fits.</summary>
    public async Task<string> ReadUntil(Func<string, bool> fits)
    {
        _begun = fits;
        using var limited = Limited();
        while (await _process.StandardOutput.ReadLineAsync(limited.Token) is { } line)
        {
            if (fits(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The command ended before the line came. It said: {await _error}");
    }

    /// <summary>The next characters of standard output up to some that end no line.</summary>
    public async Task ReadText(string wanted)
    {
        _begun = wanted;
        using var limited = Limited();
        var (text, next) = (new StringBuilder(), new char[1]);
        while (!text.ToString().EndsWith(wanted, StringComparison.Ordinal))
        {
            text.Append(await _process.StandardOutput.ReadAsync(next, limited.Token) == 1 ? next[0] : throw new InvalidOperationException($"The command ended before the text came: {text}"));
        }
    }

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
        kill.WaitForExit();
    }

    public async Task<CliResult> End()
    {
        using var limited = Limited();
        using var output = new MemoryStream();
        output.Write(_begun is null ? [] : Encoding.UTF8.GetBytes(await _process.StandardOutput.ReadToEndAsync(limited.Token)));
        await _process.StandardOutput.BaseStream.CopyToAsync(output, limited.Token);
        await _process.WaitForExitAsync(limited.Token);
        return new CliResult(_process.ExitCode, output.ToArray(), await _error);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static CancellationTokenSource Limited()
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limited.CancelAfter(Limit);
        return limited;
    }
}
