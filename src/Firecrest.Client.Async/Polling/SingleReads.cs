namespace Firecrest.Client.Polling;

/// <summary>Chooses which jobs that a list lacks are read this time, so that many of them cost no more than a few requests and each has its turn.</summary>
internal sealed class SingleReads
{
    /// <summary>How many jobs are read by themselves after one list.</summary>
    public const int Most = 16;

    private readonly object _lock = new();
    private readonly Dictionary<(string SystemName, string JobId), long> _turns = [];
    private long _turn;

    public IReadOnlyList<string> Choose(string systemName, IReadOnlyList<string> missing)
    {
        if (missing.Count <= Most)
        {
            return missing;
        }

        lock (_lock)
        {
            List<string> chosen = [.. missing.OrderBy(id => _turns.GetValueOrDefault((systemName, id))).Take(Most)];
            foreach (var id in chosen)
            {
                _turns[(systemName, id)] = ++_turn;
            }

            Forget();
            return chosen;
        }
    }

    /// <summary>The jobs that were read longest ago have probably been found since.</summary>
    private void Forget()
    {
        const int Remembered = 20_000;
        if (_turns.Count > Remembered)
        {
            foreach (var (job, turn) in _turns)
            {
                if (turn <= _turn - (Remembered / 2))
                {
                    _turns.Remove(job);
                }
            }
        }
    }
}
