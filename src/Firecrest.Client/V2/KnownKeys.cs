using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2;

/// <summary>The keys in the scripts of jobs, as far as a client knows them. A job keeps its script, so that it is read once for all submissions.</summary>
internal sealed class KnownKeys
{
    /// <summary>A week of a busy user's jobs. The oldest are forgotten; they would be read again.</summary>
    private const int Capacity = 20_000;

    private readonly Dictionary<(string System, string JobId), string> _marks = [];
    private readonly Queue<(string System, string JobId)> _order = new();

    /// <summary>Whether the job's script has the key; null when the script is not known.</summary>
    public bool? Has(SubmissionKey key, string systemName, string jobId)
    {
        lock (_marks)
        {
            return _marks.TryGetValue(Entry(systemName, jobId), out var marks) ? key.IsAmong(marks) : null;
        }
    }

    public void Add(string systemName, string jobId, string script)
    {
        var entry = Entry(systemName, jobId);
        var marks = SubmissionKey.MarksIn(script);
        lock (_marks)
        {
            if (!_marks.TryAdd(entry, marks))
            {
                return;
            }

            _order.Enqueue(entry);
            if (_order.Count > Capacity)
            {
                _marks.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Without regard to the case of the system's name, as servers take it.</summary>
    private static (string System, string JobId) Entry(string systemName, string jobId) => (systemName.ToUpperInvariant(), JobId.Read(jobId).Base);
}
