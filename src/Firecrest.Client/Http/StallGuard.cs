namespace Firecrest.Client.Http;

/// <summary>Ends a request that does not move a byte for too long, or whose caller gave up.</summary>
internal sealed class StallGuard : IDisposable
{
    private static readonly Action<object?> Cancel = static state => ((CancellationTokenSource)state!).Cancel();

    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _caller;
    private readonly CancellationTokenRegistration _disposal;
    private volatile bool _ended;

    public StallGuard(TimeSpan limit, TimeProvider time, CancellationToken caller, CancellationToken disposed)
    {
        _limit = limit;
        _source = new CancellationTokenSource(limit, time);
        _caller = caller.UnsafeRegister(Cancel, _source);
        _disposal = disposed.UnsafeRegister(Cancel, _source);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>To be called whenever bytes moved; throws when it is over.</summary>
    public void Touch()
    {
        // The runtime may still be sending the content of a request that was answered early.
        if (!_ended)
        {
            try
            {
                _source.CancelAfter(_limit);
            }
            catch (ObjectDisposedException)
            {
                _ended = true;
            }
        }

        Token.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _ended = true;
        _caller.Dispose();
        _disposal.Dispose();
        _source.Cancel();
        _source.Dispose();
    }
}
