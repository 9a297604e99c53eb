using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Health;

/// <summary>Which services of which systems are said to be broken. Requests that need them are refused, as after a failed health check.</summary>
internal sealed class HealthBoard
{
    public const string Scheduler = "scheduler";
    public const string Ssh = "ssh";
    public const string Filesystem = "filesystem";
    public const string S3 = "s3";

    private readonly Lock _lock = new();
    private readonly HashSet<(string System, string Service)> _broken = [];

    public static IReadOnlyList<string> Services { get; } = [Scheduler, Ssh, Filesystem, S3];

    public void Set(string system, string service, bool isHealthy)
    {
        lock (_lock)
        {
            _ = isHealthy ? _broken.Remove((system, service)) : _broken.Add((system, service));
        }
    }

    public bool IsHealthy(string system, string service)
    {
        lock (_lock)
        {
            return !_broken.Contains((system, service));
        }
    }

    /// <summary>Refuses a request when a service is broken; the first one tells.</summary>
    public void Require(string system, params IEnumerable<string> services)
    {
        foreach (string service in services)
        {
            if (!IsHealthy(system, service))
            {
                throw new ApiError(503, $"The {service} service for the requested system ({system}) is unhealthy.");
            }
        }
    }

    /// <summary>Refuses a request for a file when its file system is broken.</summary>
    public void RequireFileSystem(string system, string path)
    {
        if (!IsHealthy(system, Filesystem))
        {
            string mount = RemoteFiles.FileSystems.First(mount => RequestedPath.Normalize(path).StartsWith(mount, StringComparison.Ordinal));
            throw new ApiError(503, $"The requested filesystem ({mount} on {system}) is unhealthy.");
        }
    }
}
