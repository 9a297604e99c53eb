namespace Firecrest.Cli.Documents;

/// <summary>What a command without another result has done.</summary>
/// <param name="Action">The command: <c>mkdir</c>.</param>
/// <param name="System">The system; null for what is done on this machine.</param>
/// <param name="Path">What it was done to.</param>
/// <param name="Target">Where that went.</param>
/// <param name="JobId">The job that it was done to.</param>
/// <param name="Changed">False when it is known that there was nothing to do. It is not of a job that was over before it was cancelled, nor of a directory that <c>mkdir -p</c> found.</param>
internal sealed record ActionDocument(string Action, string? System, string? Path, string? Target, string? JobId, bool Changed);
