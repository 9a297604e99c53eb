namespace Firecrest.Emulator;

/// <summary>All requests that an emulator received, those to its token endpoint included.</summary>
public sealed class RequestJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];

    internal RequestJournal()
    {
    }

    /// <summary>The requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<JournalEntry> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    internal void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }
    }

    internal void Answered(JournalEntry entry, int status)
    {
        lock (_lock)
        {
            int index = _entries.LastIndexOf(entry);
            if (index >= 0)
            {
                _entries[index] = entry.Answered(status);
            }
        }
    }
}
