using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A file that was moved between this machine and a system.</summary>
/// <param name="Action">The command: <c>upload</c>.</param>
/// <param name="System">The system.</param>
/// <param name="Path">The file that was moved.</param>
/// <param name="Target">Where it went, as it was called.</param>
/// <param name="Method">The way that it took: <c>direct</c>, <c>s3</c>.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ResumedBytes">The bytes that an earlier run had moved.</param>
/// <param name="StartedOver">Why what an earlier run had begun could not go on.</param>
/// <param name="Sha256">The SHA-256 of the content, when it was compared.</param>
internal sealed record TransferDocument(
    string Action, string System, string Path, string Target, string Method, long Length, long ResumedBytes, string? StartedOver, string? Sha256)
{
    public static TransferDocument From(string action, string system, string path, string target, TransferResult result)
        => new(action, system, path, target, result.Method.ToString(), result.Length, result.ResumedBytes, result.StartedOver, result.Sha256);
}
