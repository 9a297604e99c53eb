namespace Firecrest.Client;

/// <summary>Where a job writes what it prints, as absolute paths on the system.</summary>
/// <param name="StandardOutput">The file for standard output.</param>
/// <param name="StandardError">The file for standard error; the same as <paramref name="StandardOutput"/> when the job has no separate one.</param>
public sealed record JobOutputPaths(RemotePath StandardOutput, RemotePath StandardError);
