using System.Diagnostics;
using System.Runtime.InteropServices;
using Firecrest.Emulator;

namespace Firecrest.Client.Tests.Network;

/// <summary>Runs Firecrest.Probe in a process of its own.</summary>
internal static class ProbeProcess
{
    /// <summary>What would change the connections of the probe, and may be set where the tests run.</summary>
    private static readonly string[] NetworkVariables =
    [
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The host of the runtime that runs this, three folders above its libraries.</summary>
    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Runs one mode of the probe against an emulator, which it reaches by the addresses given.</summary>
    public static Task<ProbeResult> Run(string mode, FirecrestEmulator emulator, Uri api, Uri tokenEndpoint, params (string Name, string Value)[] variables)
        => Run(Prepare([mode], emulator, api, tokenEndpoint, variables), killed: null);

    /// <summary>Runs a mode with arguments to its end.</summary>
    public static Task<ProbeResult> Run(IEnumerable<string> arguments, FirecrestEmulator emulator)
        => Run(Prepare(arguments, emulator, emulator.BaseAddress, emulator.TokenEndpoint), killed: null);

    /// <summary>Runs the probe with arguments, and kills it at a moment of the caller's choice.</summary>
    public static Task<ProbeResult> Run(FirecrestEmulator emulator, Task? killed, params string[] arguments)
        => Run(Prepare(arguments, emulator, emulator.BaseAddress, emulator.TokenEndpoint), killed);

    /// <summary>Starts a mode with arguments, to be killed by the caller.</summary>
    public static Process Start(IEnumerable<string> arguments, FirecrestEmulator emulator)
        => Process.Start(Prepare(arguments, emulator, emulator.BaseAddress, emulator.TokenEndpoint))!;

    private static ProcessStartInfo Prepare(
        IEnumerable<string> arguments, FirecrestEmulator emulator, Uri api, Uri tokenEndpoint, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Dotnet, [Path.Combine(AppContext.BaseDirectory, "Firecrest.Probe.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NetworkVariables)
        {
            start.Environment.Remove(name);
        }

        (string, string)[] site =
        [
            ("FIRECREST_URL", api.AbsoluteUri), ("AUTH_TOKEN_URL", tokenEndpoint.AbsoluteUri), ("FIRECREST_CLIENT_ID", emulator.ClientId),
            ("FIRECREST_CLIENT_SECRET", emulator.ClientSecret), ("FIRECREST_SYSTEM", emulator.SystemName),
        ];
        foreach (var (name, value) in site.Concat(variables))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task<ProbeResult> Run(ProcessStartInfo start, Task? killed)
    {
        using var process = Process.Start(start)!;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limited.Token);
            var output = process.StandardOutput.ReadToEndAsync(limited.Token);
            if (killed is not null)
            {
                await killed.WaitAsync(limited.Token);
                process.Kill();
            }

            await process.WaitForExitAsync(limited.Token);
            return new ProbeResult(process.ExitCode, (await output).ReplaceLineEndings("\n").TrimEnd('\n'), await error);
        }
        finally
        {
            process.Kill();
        }
    }
}

/// <summary>What a run of the probe came to.</summary>
internal sealed record ProbeResult(int ExitCode, string Output, string Error);
