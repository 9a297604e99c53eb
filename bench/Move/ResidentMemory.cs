using System.Globalization;

namespace Firecrest.Benchmarks;

/// <summary>What of this process is resident in memory, as Linux tells it.</summary>
internal static class ResidentMemory
{
    /// <summary>The most that there was, in KiB.</summary>
    public static long Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
