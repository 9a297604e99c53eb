namespace Firecrest.Client.Transfers;

/// <summary>The ways that files can take to and from a system.</summary>
/// <param name="UploadLimit">The size in bytes that a direct upload may have.</param>
/// <param name="DownloadLimit">The size in bytes that a direct download may have.</param>
/// <param name="Method">How larger files are moved; null when the server does not tell.</param>
/// <param name="RequiresAccount">Whether that takes an account.</param>
internal sealed record TransferRoutes(long UploadLimit, long DownloadLimit, TransferMethod? Method, bool RequiresAccount);
