using Firecrest.Client.Http;
using Firecrest.Client.Pacing;

namespace Firecrest.Client.Polling;

/// <summary>Where all polls of a client come together, so that many become few requests.</summary>
internal sealed class PollHub : IDisposable
{
    /// <summary>From this many jobs on, one list and reads of what it lacks are cheaper than a read for each.</summary>
    private const int ListWorthwhile = 3;

    /// <summary>A job that was not looked for, since too many lacked, is asked for again after this time.</summary>
    private static readonly TimeSpan NextTurn = TimeSpan.FromSeconds(1);

    private readonly Backend _backend;
    private readonly RequestPacer _pacer;
    private readonly SingleReads _singles = new();
    private readonly RequestCoalescer<PollKey, IAskedJob, Looks> _requests;

    public PollHub(Backend backend, RequestPacer pacer, Clock clock)
    {
        _backend = backend;
        _pacer = pacer;
        _requests = new(clock, Send);
    }

    /// <summary>Looks at all that the server lists.</summary>
    public Task<Looks> LookAtAll(PollKey key, CancellationToken cancellationToken) => _requests.Join(key, null, LookTime.AtOnce, cancellationToken);

    /// <summary>Looks at jobs of which some may be known.</summary>
    public Task<Looks> Look(PollKey key, IReadOnlyCollection<IAskedJob> jobs, LookTime time, CancellationToken cancellationToken)
        => jobs.Count == 0 ? Task.FromResult(new Looks(key.SystemName, [])) : _requests.Join(key, jobs, time, cancellationToken);

    /// <summary>Looks at one job.</summary>
    /// <exception cref="FirecrestException">It could not be read, or is not known.</exception>
    public async Task<JobInfo> Look(string systemName, string jobId, LookTime time, CancellationToken cancellationToken)
    {
        var key = new PollKey(systemName);
        while (true)
        {
            var (job, failure) = (await Look(key, [new AskedJob(jobId)], time, cancellationToken).ConfigureAwait(false)).Find(jobId);
            if (job is not null)
            {
                return job;
            }

            if (failure is not null)
            {
                throw failure;
            }

            (key, time) = time.IsUserCall ? (key with { Singly = true }, time) : (key, LookTime.After(NextTurn));
        }
    }

    /// <summary>Looks at jobs until each is known or known to be missing.</summary>
    /// <exception cref="FirecrestException">One of them could not be read.</exception>
    public async Task<IReadOnlyList<JobInfo>> GetRows(PollKey key, IReadOnlyList<string> jobIds, CancellationToken cancellationToken)
    {
        var looks = await Look(key, Asked(jobIds), LookTime.AtOnce, cancellationToken).ConfigureAwait(false);
        var rows = jobIds.ToDictionary(static id => id, looks.Rows, StringComparer.Ordinal);
        foreach (var jobs in jobIds.Where(id => rows[id] is null).GroupBy(static id => JobId.Read(id).Base).Chunk(SingleReads.Most))
        {
            List<string> some = [.. jobs.SelectMany(static ids => ids)];
            looks = await Look(key with { Singly = true }, Asked(some), LookTime.AtOnce, cancellationToken).ConfigureAwait(false);
            some.ForEach(id => rows[id] = looks.Rows(id));
        }

        return [.. jobIds.SelectMany(id => rows[id] ?? [])];
    }

    public void Dispose() => _requests.Dispose();

    private Task<Looks> Send(MergedRequest<PollKey, IAskedJob> request, CancellationToken cancellationToken)
        => MergedLook.Send(request, request.Key.SystemName, () => Ask(request, cancellationToken));

    private async ValueTask<Looks> Ask(MergedRequest<PollKey, IAskedJob> request, CancellationToken cancellationToken)
    {
        if (!request.IsUserCall)
        {
            _pacer.BeginPoll();
        }

        foreach (var job in request.Ids)
        {
            // Nothing is told of an earlier look.
            job.Glance = null;
        }

        return await _backend.FindVersion(async: true, cancellationToken).ConfigureAwait(false) == FirecrestApiVersion.V1
            ? await AskByIds(request, cancellationToken).ConfigureAwait(false)
            : await AskForList(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>v2 has no request for several jobs: a list, and reads of those that it lacks. The list holds what is active too.</summary>
    private async Task<Looks> AskForList(MergedRequest<PollKey, IAskedJob> request, CancellationToken cancellationToken)
    {
        var key = request.Key with { ActiveOnly = false };
        var needsList = request.WantsAll || (!key.Singly && request.Ids.Select(static job => JobId.Read(job.JobId).Base).Distinct().Take(ListWorthwhile).Count() == ListWorthwhile);
        var looks = !needsList ? new Looks(key.SystemName, []) : await LookAtList(request, key, cancellationToken).ConfigureAwait(false);
        List<JobId> asked = [.. request.Ids.Where(static job => job.Glance is null).Select(static job => JobId.Read(job.JobId))];
        await Learn(looks, asked, cancellationToken).ConfigureAwait(false);
        var lacking = looks.Lacking(asked);
        await Read(key, key.Singly ? lacking : _singles.Choose(key.SystemName, lacking), looks, cancellationToken).ConfigureAwait(false);
        await Learn(looks, asked, cancellationToken).ConfigureAwait(false);
        return looks;
    }

    private async Task<Looks> LookAtList(MergedRequest<PollKey, IAskedJob> request, PollKey key, CancellationToken cancellationToken)
    {
        if (!request.IsUserCall)
        {
            var listed = new ListedJobs(request.Ids);
            if (await _backend.ListJobs(key.SystemName, listed, async: true, cancellationToken).ConfigureAwait(false))
            {
                return new Looks(key.SystemName, listed.Rows);
            }
        }

        return new Looks(key.SystemName, await List(key, cancellationToken).ConfigureAwait(false));
    }

    private static List<AskedJob> Asked(IEnumerable<string> jobIds) => [.. jobIds.Select(static id => new AskedJob(id))];

    private async Task Learn(Looks looks, List<JobId> asked, CancellationToken cancellationToken)
    {
        if (looks.MayNumberTasksAnew(asked))
        {
            looks.NumbersTasksAnew = await _backend.NumbersTasksAnew(looks.SystemName, async: true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>v1 takes many ids in one request. One that it does not take must not hide the others, so that they are read one by one then.</summary>
    private async Task<Looks> AskByIds(MergedRequest<PollKey, IAskedJob> request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var looks = new Looks(key.SystemName, request.WantsAll ? await List(key, cancellationToken).ConfigureAwait(false) : []);
        foreach (var ids in IdBatches.Of(looks.Lacking(request.Ids.Select(static job => JobId.Read(job.JobId)))))
        {
            try
            {
                var found = (await Poll(key, ids, cancellationToken).ConfigureAwait(false)).ToLookup(static row => JobId.Read(row.JobId).Base, StringComparer.Ordinal);
                foreach (var id in ids)
                {
                    Take(looks, id, [.. found[id]]);
                }
            }
            catch (FirecrestApiException failure) when (ids.Count > 1 && OneByOne.MayBeAboutOne(failure))
            {
                await Read(key, ids, looks, cancellationToken).ConfigureAwait(false);
            }
            catch (FirecrestApiException failure) when (OneByOne.MayBeAboutOne(failure))
            {
                looks.Add(ids[0], failure);
            }
        }

        return looks;
    }

    private static void Take(Looks looks, string baseId, IReadOnlyList<JobInfo> rows)
    {
        if (rows.Count > 0)
        {
            looks.Add(baseId, rows);
        }
        else
        {
            looks.Add(baseId, Looks.Unknown(looks.SystemName, baseId));
        }
    }

    private ValueTask<IReadOnlyList<JobInfo>> List(PollKey key, CancellationToken cancellationToken)
        => key.Filter is { } filter ? _backend.GetJobs(key.SystemName, filter, async: true, cancellationToken) : Poll(key, jobIds: null, cancellationToken);

    private ValueTask<IReadOnlyList<JobInfo>> Poll(PollKey key, IReadOnlyList<string>? jobIds, CancellationToken cancellationToken)
        => key.ActiveOnly
            ? _backend.PollActive(key.SystemName, jobIds, async: true, cancellationToken)
            : _backend.Poll(key.SystemName, jobIds, async: true, cancellationToken);

    /// <summary>Reads jobs one by one; that one of them cannot be read is told of that one alone.</summary>
    private Task Read(PollKey key, IReadOnlyList<string> baseIds, Looks looks, CancellationToken cancellationToken)
        => OneByOne.Read(baseIds, (id, token) => key.ActiveOnly ? Poll(key, [id], token) : Describe(key.SystemName, id, token), (id, rows) => Take(looks, id, rows), looks.Add, cancellationToken);

    private async ValueTask<IReadOnlyList<JobInfo>> Describe(string systemName, string jobId, CancellationToken cancellationToken)
    {
        var job = await _backend.DescribeJob(systemName, jobId, async: true, cancellationToken).ConfigureAwait(false);
        return job.ArrayTasks.Count > 0 ? job.ArrayTasks : [job];
    }
}
