using System.Diagnostics.CodeAnalysis;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>The jobs of a list that go on and are one row each: of those it is enough to know the state, as long as that stays the same.</summary>
internal sealed class ListGlance
{
    private readonly JobList _list;
    private readonly Dictionary<string, int> _places;
    private readonly List<ListedJob> _others = [];

    public ListGlance(JobList list, IReadOnlyCollection<JobId> asked)
    {
        _list = list;
        _places = new(asked.Count, StringComparer.Ordinal);
        var wanted = new Dictionary<string, bool>(asked.Count, StringComparer.Ordinal);
        foreach (var id in asked)
        {
            wanted[id.Base] = id.IsWholeJob && wanted.GetValueOrDefault(id.Base, true);
        }

        var ends = new Dictionary<string, bool>(StringComparer.Ordinal);
        for (var i = 0; i < list.Rows.Count; i++)
        {
            var row = list.Rows[i];
            var id = JobId.Read(row.JobId);
            if (wanted.TryGetValue(id.Base, out var isWhole))
            {
                Add(i, id, isGlance: isWhole && id.IsWholeJob && !IsEnd(row.State, ends));
            }
        }
    }

    /// <summary>The job if it is such a one.</summary>
    public ListedJob? Find(JobId asked) => asked.IsWholeJob && _places.TryGetValue(asked.Base, out var place) && place >= 0 ? _list.Rows[place] : null;

    /// <summary>All other jobs that were asked for, in full.</summary>
    public IReadOnlyList<JobInfo> ReadOthers() => _others.ConvertAll(_list.Read);

    public bool TryRead(ListedJob row, [NotNullWhen(true)] out JobInfo? job, [NotNullWhen(false)] out FirecrestException? failure)
    {
        (job, failure) = (null, null);
        try
        {
            job = _list.Read(row);
            return true;
        }
        catch (FirecrestException unreadable)
        {
            failure = unreadable;
            return false;
        }
    }

    private void Add(int place, JobId id, bool isGlance)
    {
        if (isGlance && _places.TryAdd(id.Base, place))
        {
            return;
        }

        // One of several rows of a job, which are read together.
        if (_places.TryGetValue(id.Base, out var other) && other >= 0)
        {
            _others.Add(_list.Rows[other]);
        }

        _places[id.Base] = -1;
        _others.Add(_list.Rows[place]);
    }

    /// <summary>The states of a list are a few words.</summary>
    private static bool IsEnd(string state, Dictionary<string, bool> ends)
    {
        if (!ends.TryGetValue(state, out var isEnd))
        {
            ends[state] = isEnd = new JobState(state).IsTerminal;
        }

        return isEnd;
    }
}
