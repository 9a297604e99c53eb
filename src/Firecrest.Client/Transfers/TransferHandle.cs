using System.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;

namespace Firecrest.Client;

/// <summary>A transfer of one file whose job on the system was started. Its bytes move when it is completed.</summary>
/// <remarks>Several can be started, so that their jobs wait together, and then be completed one after the other. Each is completed or cancelled once.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public class TransferHandle
{
    private readonly Transfer _transfer;

    /// <summary>For mocks.</summary>
    protected TransferHandle() => _transfer = null!;

    internal TransferHandle(FirecrestClient client, Transfer transfer)
    {
        _transfer = transfer;
        Job = transfer.JobId is { } id ? client.GetJobHandle(transfer.SystemName, id) : null;
    }

    /// <summary>The way that the file takes.</summary>
    public virtual TransferMethod Method => _transfer.Method;

    /// <summary>The job that does the system's half; null when it takes none, as for a small file, or on v1, where a task of the server does it.</summary>
    public virtual JobHandle? Job { get; }

    /// <summary>The size of the file in bytes.</summary>
    public virtual long Length => _transfer.Length;

    /// <inheritdoc cref="TransferResult.StartedOver"/>
    public virtual string? StartedOver => _transfer.StartedOver;

    /// <summary>Moves the bytes, waits for the system's half, and proves that the file arrived.</summary>
    /// <exception cref="TransferFailedException">The file did not arrive; the message tells what is left where.</exception>
    /// <exception cref="FirecrestTimeoutException">The time limit of <see cref="TransferOptions.Wait"/> ran out.</exception>
    /// <exception cref="IOException">The local file cannot be read or written.</exception>
    public virtual Task<TransferResult> CompleteAsync(CancellationToken cancellationToken = default) => _transfer.RunTraced(async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CompleteAsync"/>
    public virtual TransferResult Complete(CancellationToken cancellationToken = default) => _transfer.RunTraced(async: false, cancellationToken).EnsureCompleted();

    /// <summary>Gives up a transfer that was not completed: cancels its job and deletes its manifest and what has arrived of it on this machine.</summary>
    /// <exception cref="FirecrestException">The job cannot be cancelled.</exception>
    public virtual Task CancelAsync(CancellationToken cancellationToken = default) => _transfer.Abandon(async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CancelAsync"/>
    public virtual void Cancel(CancellationToken cancellationToken = default) => _transfer.Abandon(async: false, cancellationToken).EnsureCompleted();

    /// <summary>What is moved where.</summary>
    public override string ToString() => _transfer.Description;
}
