using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>A list as far as it is about jobs that were asked for: in full what is over, what is news to somebody and what has several rows; of all others the state.</summary>
internal sealed class ListedJobs : IListedJobs
{
    private readonly Dictionary<string, IAskedJob> _asked;
    private readonly Dictionary<string, bool> _ends = new(StringComparer.Ordinal);
    private readonly List<JobInfo> _rows = [];
    private readonly List<ListedJob> _wantedAfterAll = [];
    private readonly HashSet<string> _inFull = new(StringComparer.Ordinal);

    public ListedJobs(IReadOnlyCollection<IAskedJob> asked)
    {
        _asked = new(asked.Count, StringComparer.Ordinal);
        foreach (var job in asked)
        {
            var baseId = JobId.Read(job.JobId).Base;
            _asked[baseId] = _asked.TryGetValue(baseId, out var other) ? new Both(other, job) : job;
        }
    }

    /// <summary>What was read in full: of a job all rows or none.</summary>
    public IReadOnlyList<JobInfo> Rows => JobRows.MergeDuplicates(_rows);

    public bool Wants(ListedJob row)
    {
        var id = JobId.Read(row.JobId);
        if (!_asked.TryGetValue(id.Base, out var asked))
        {
            return false;
        }

        if (id.IsWholeJob && asked.Glance is null && !IsEnd(row.State) && !asked.IsNews(row) && !_inFull.Contains(id.Base))
        {
            asked.Glance = row;
            return false;
        }

        if (asked.Glance is { } other)
        {
            _wantedAfterAll.Add(other);
            asked.Glance = null;
        }

        _inFull.Add(id.Base);
        return true;
    }

    public IEnumerable<ListedJob> WantedAfterAll() => _wantedAfterAll;

    public void Add(JobInfo job) => _rows.Add(job);

    /// <summary>The states of a list are a few words.</summary>
    private bool IsEnd(string state)
    {
        if (!_ends.TryGetValue(state, out var isEnd))
        {
            _ends[state] = isEnd = new JobState(state).IsTerminal;
        }

        return isEnd;
    }

    /// <summary>A job that several ask for.</summary>
    private sealed class Both(IAskedJob one, IAskedJob other) : IAskedJob
    {
        public string JobId => one.JobId;

        public ListedJob? Glance
        {
            get => one.Glance;
            set => (one.Glance, other.Glance) = (value, value);
        }

        public bool IsNews(ListedJob row) => one.IsNews(row) || other.IsNews(row);
    }
}
