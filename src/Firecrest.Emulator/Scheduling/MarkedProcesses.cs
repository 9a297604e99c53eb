using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Finds what a job left behind outside of its process group, by the temporary folder that only its processes know. Linux only.</summary>
internal static class MarkedProcesses
{
    public static void Kill(string temporaryFolder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        byte[] marker = Encoding.UTF8.GetBytes($"\0{JobEnvironment.Marker}={temporaryFolder}\0");
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Has(folder, marker))
            {
                Kill(id);
            }
        }
    }

    private static bool Has(string folder, byte[] marker)
    {
        try
        {
            byte[] variables = [0, .. File.ReadAllBytes(folder + "/environ")];
            return variables.AsSpan().IndexOf(marker) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or somebody else's.
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}
