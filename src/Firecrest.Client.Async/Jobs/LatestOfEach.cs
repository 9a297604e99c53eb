using System.Threading.Channels;

namespace Firecrest.Client.Jobs;

/// <summary>Hands items to one reader, in order; of those with one key that he has not taken yet he gets the latest.</summary>
internal sealed class LatestOfEach<TKey, TItem>
    where TKey : notnull
{
    private readonly object _lock = new();
    private readonly Dictionary<TKey, TItem> _latest = [];
    private readonly Channel<TKey> _keys = Channel.CreateUnbounded<TKey>(new() { SingleReader = true });

    public void Put(TKey key, TItem item)
    {
        lock (_lock)
        {
            if (!_latest.ContainsKey(key))
            {
                _keys.Writer.TryWrite(key);
            }

            _latest[key] = item;
        }
    }

    /// <summary>Nothing more comes; with a failure, that is thrown behind the last item.</summary>
    public void Complete(Exception? failure) => _keys.Writer.TryComplete(failure);

    public async IAsyncEnumerable<TItem> ReadAll()
    {
        while (await _keys.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_keys.Reader.TryRead(out var key))
            {
                TItem item;
                lock (_lock)
                {
                    _latest.Remove(key, out item!);
                }

                yield return item;
            }
        }
    }
}
