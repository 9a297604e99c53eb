using Firecrest.Client.Diagnostics;
using static Firecrest.Client.FirecrestTelemetry;

namespace Firecrest.Client.Transfers;

/// <summary>Adds up what the parts of a transfer move, counts it, and reports it at a pace that a person can follow.</summary>
internal sealed class TransferMeter(Transfer transfer, IProgress<TransferProgress>? progress, TimeProvider time)
{
    /// <summary>Six reports in a second, so that with those at changes of the phase they stay below ten.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(160);

    private readonly long _total = transfer.Length;
    private long _moved;
    private long _reported = long.MinValue;
    private int _reporting;
    private TransferPhase _phase;

    public long Moved => Interlocked.Read(ref _moved);

    /// <summary>Counts what an earlier run has moved.</summary>
    public void Skip(long bytes) => Interlocked.Add(ref _moved, bytes);

    public void Add(long bytes)
    {
        Interlocked.Add(ref _moved, bytes);
        if (TransferBytes.Enabled)
        {
            TransferBytes.Add(bytes, new(Tags.Direction, transfer.Direction), new(Tags.SystemName, transfer.SystemName), new(Tags.TransferMethod, transfer.Method.Value));
        }

        if (progress is null)
        {
            return;
        }

        var last = Interlocked.Read(ref _reported);
        if ((last == long.MinValue || time.GetElapsedTime(last) >= Interval) && Interlocked.Exchange(ref _reporting, 1) == 0)
        {
            try
            {
                // Somebody else may have reported meanwhile.
                if (Interlocked.Read(ref _reported) == last)
                {
                    Report();
                }
            }
            finally
            {
                Volatile.Write(ref _reporting, 0);
            }
        }
    }

    /// <summary>To be called when no part is moving.</summary>
    public void Enter(TransferPhase phase)
    {
        _phase = phase;
        Tracing.Current?.AddEvent(new(Events.Phase, tags: new() { [Tags.TransferPhase] = phase.ToString() }));
        if (progress is not null)
        {
            Report();
        }
    }

    private void Report()
    {
        Interlocked.Exchange(ref _reported, time.GetTimestamp());
        progress!.Report(new TransferProgress(_phase, Moved, _total));
    }
}

/// <summary>Counts a part over all its attempts: bytes that are moved again count once.</summary>
internal sealed class PartMeter(TransferMeter total)
{
    private long _furthest;

    /// <param name="bytes">The bytes of the part that the present attempt has moved.</param>
    public void MovedTo(long bytes)
    {
        var before = Interlocked.Read(ref _furthest);
        while (bytes > before)
        {
            var seen = Interlocked.CompareExchange(ref _furthest, bytes, before);
            if (seen == before)
            {
                total.Add(bytes - before);
                return;
            }

            before = seen;
        }
    }
}
