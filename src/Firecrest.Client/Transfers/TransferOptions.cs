namespace Firecrest.Client;

/// <summary>How a file is moved to or from a system.</summary>
public sealed record TransferOptions
{
    /// <summary>The way to take. Default null: at once within the limits of the server's direct operations, else the method of the system.</summary>
    public TransferMethod? Method { get; init; }

    /// <summary>The account that pays for the jobs; needed for large files where <see cref="SystemInfo.RequiresTransferAccount"/> is true. v1 charges nobody for moving files.</summary>
    public string? Account { get; init; }

    /// <summary>How many parts are moved at the same time. Default 4.</summary>
    /// <remarks>A synchronous call moves them on threads of its own, not on those of the thread pool. A stream is sent one part after the other.</remarks>
    public int Concurrency { get; init; } = 4;

    /// <summary>The size in bytes of the parts that a download is fetched in. Default 16 MiB. Those of an upload are as the server says; on v1 it is one part.</summary>
    public long PartSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How the file is proven to have arrived. Default <see cref="TransferVerification.Size"/>.</summary>
    public TransferVerification Verification { get; init; } = TransferVerification.Size;

    /// <summary>
    /// True to let a job compute the SHA-256 of a file for which the server's time limit for commands is too short, charged to <see cref="Account"/>. Default
    /// false: verification of such a file fails, and says so.
    /// </summary>
    public bool ChecksumAsJob { get; init; }

    /// <summary>A local file that records what has arrived, so that the same call goes on after a crash; it is deleted at the end. Default null: none.</summary>
    /// <remarks>
    /// It holds the addresses of the object store, which work without a token: it is a secret, and only its owner may read it. A transfer goes on as long as these
    /// addresses are valid, the file has not changed and the job on the system is there; otherwise it starts over, see <see cref="TransferResult.StartedOver"/>.
    /// Files that are moved by the direct operations have none. A path where another file is, one that is no manifest, is refused.
    /// </remarks>
    public string? ManifestPath { get; init; }

    /// <summary>Whether the job that waits on the system is cancelled when the transfer fails or is given up. Default null: yes, unless a manifest allows to go on later.</summary>
    public bool? CancelJobOnFailure { get; init; }

    /// <summary>How long a connection to the object store may move not one byte before the part is sent or fetched again. Default 60 s. There is no limit for the whole.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What happens to a file that is there already. Default <see cref="OverwriteRule.Replace"/>.</summary>
    public OverwriteRule Overwrite { get; init; }

    /// <summary>How the job on the system is waited for. Default: without a time limit.</summary>
    /// <remarks>
    /// v1 has a task instead of a job: the schedule, <see cref="WaitOptions.TimeLimit"/> and <see cref="WaitOptions.OutageTolerance"/> count for it, the last one
    /// also for how long a file that the system fails to fetch is waited for.
    /// </remarks>
    public WaitOptions? Wait { get; init; }

    /// <summary>Told how far the transfer is, at most ten times a second, one call at a time. Default null.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    internal void Validate()
    {
        if (Concurrency is < 1 or > 256)
        {
            throw new ArgumentException($"Concurrency is {Concurrency}; it must be 1 to 256.");
        }

        if (PartSize < 64 * 1024)
        {
            throw new ArgumentException($"PartSize is {PartSize}; it must be 64 KiB or more.");
        }

        if (!Enum.IsDefined(Verification) || !Enum.IsDefined(Overwrite))
        {
            throw new ArgumentException($"Verification is {Verification} and Overwrite is {Overwrite}; one of them is no value of its type.");
        }

        if (ManifestPath is not null && (string.IsNullOrWhiteSpace(ManifestPath) || Directory.Exists(ManifestPath)))
        {
            throw new ArgumentException($"ManifestPath is '{ManifestPath}'; it must be the path of a file.");
        }

        OptionCheck.Positive(StallTimeout, nameof(StallTimeout));
        Wait?.Validate();
    }
}
