using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Firecrest.Emulator.Scheduling;

/// <summary>A running command with all of its children, in a process group of its own.</summary>
internal sealed partial class JobProcess : IRunningJob
{
    private const int Kill = 9;
    private const int Terminate = 15;

    // The one number of the three that differs between systems.
    private static readonly int Continue = OperatingSystem.IsLinux() ? 18 : 19;

    // To a shell exit code 139 and signal 11 are the same number, but with job control it also prints a line that tells them apart. The
    // second background command ends the group when this process is gone, however that happened: its input closes then.
    private const string Launcher = """
        set -m
        trap : INT TERM
        (
          cd -- "$1" || exit 1
          unset OLDPWD
          exec <"$2" >"$3"
          if [ -n "$4" ]; then exec 2>"$4"; else exec 2>&1; fi
          shift 4
          exec "$@"
        ) &
        group=$!
        LC_ALL=C
        ( read -r _; kill -KILL -- "-$group" ) <&0 >/dev/null 2>&1 &
        echo "$group"
        while :; do wait "$group"; code=$?; kill -0 "$group" 2>/dev/null || break; done
        echo "$code"
        """;

    private readonly Process _process;
    private readonly string? _marker;
    private readonly TaskCompletionSource<int> _group = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task? _stop;

    private JobProcess(Process process, string? marker)
    {
        _process = process;
        _marker = marker;
        Ended = Watch();
    }

    /// <summary>How the command ended; its files are complete and its children are gone then.</summary>
    public Task<JobEnd> Ended { get; }

    public static JobProcess Start(string bash, ProcessPlan plan)
    {
        var start = new ProcessStartInfo(bash)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = plan.WorkingDirectory,
        };
        foreach (string argument in (string[])["-c", Launcher, "slurmstepd", plan.WorkingDirectory, plan.Input, plan.Output, plan.Error ?? "", .. plan.Command])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach ((string name, string value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        return new JobProcess(Process.Start(start)!, plan.IsWholeJob ? plan.Environment[JobEnvironment.Marker] : null);
    }

    /// <summary>Asks the whole group to end and kills what is left after the grace time.</summary>
    public Task Stop(TimeSpan grace)
    {
        lock (_lock)
        {
            return _stop ??= StopCore(grace);
        }
    }

    private async Task StopCore(TimeSpan grace)
    {
        int group = await _group.Task.ConfigureAwait(false);
        SignalGroup(group, Terminate);
        SignalGroup(group, Continue);
        // Real time: the process does not live by the emulator's clock.
        if (await Task.WhenAny(Ended, Task.Delay(grace)).ConfigureAwait(false) != Ended)
        {
            SignalGroup(group, Kill);
        }
    }

    private async Task<JobEnd> Watch()
    {
        using Process process = _process;
        Task<string> notes = process.StandardError.ReadToEndAsync();
        int group = Number(await process.StandardOutput.ReadLineAsync().ConfigureAwait(false)) ?? 0;
        _group.SetResult(group);
        int? code = Number(await process.StandardOutput.ReadLineAsync().ConfigureAwait(false));
        SignalGroup(group, Kill);
        process.StandardInput.Close();
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (_marker is not null)
        {
            MarkedProcesses.Kill(_marker);
        }

        string text = await notes.ConfigureAwait(false);
        return code is null ? new JobEnd(0, Kill) : IsSignal(code.Value, text) ? new JobEnd(0, code.Value - 128) : new JobEnd(code.Value, 0);
    }

    private static bool IsSignal(int code, string text)
        => code > 128 && text.Length > 0 && !text.Contains(string.Create(CultureInfo.InvariantCulture, $"Exit {code}"), StringComparison.Ordinal);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static void SignalGroup(int group, int signal)
    {
        // 0 and 1 would reach processes that are not ours.
        if (group > 1)
        {
            _ = SendSignal(-group, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
