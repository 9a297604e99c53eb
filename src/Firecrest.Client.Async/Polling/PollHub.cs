using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Pacing;

namespace Firecrest.Client.Polling;

/// <summary>Where all polls of a client come together, so that many become few requests.</summary>
internal sealed class PollHub : IDisposable
{
    /// <summary>From this many jobs on, one list and reads of what it lacks are cheaper than a read for each.</summary>
    private const int ListWorthwhile = 3;

    /// <summary>Reads of single jobs that are under way at a time.</summary>
    private const int ReadsAtOnce = 4;

    /// <summary>A job that was not looked for, since too many lacked, is asked for again after this time.</summary>
    private static readonly TimeSpan NextTurn = TimeSpan.FromSeconds(1);

    private readonly Backend _backend;
    private readonly RequestPacer _pacer;
    private readonly SingleReads _singles = new();
    private readonly RequestCoalescer<PollKey, string, Looks> _requests;

    public PollHub(Backend backend, RequestPacer pacer, Clock clock)
    {
        _backend = backend;
        _pacer = pacer;
        _requests = new(clock, Send);
    }

    /// <summary>Looks at jobs, or for null at all that the server lists.</summary>
    public Task<Looks> Look(PollKey key, IReadOnlyCollection<string>? jobIds, LookTime time, CancellationToken cancellationToken)
        => jobIds is { Count: 0 } ? Task.FromResult(new Looks(key.SystemName, [])) : _requests.Join(key, jobIds, time, cancellationToken);

    /// <summary>Looks at one job.</summary>
    /// <exception cref="FirecrestException">It could not be read, or is not known.</exception>
    public async Task<JobInfo> Look(string systemName, string jobId, LookTime time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (job, failure) = (await Look(new PollKey(systemName), [jobId], time, cancellationToken).ConfigureAwait(false)).Find(jobId);
            if (job is not null)
            {
                return job;
            }

            if (failure is not null)
            {
                throw failure;
            }

            time = LookTime.After(NextTurn);
        }
    }

    public void Dispose() => _requests.Dispose();

    private async Task<Looks> Send(MergedRequest<PollKey, string> request, CancellationToken cancellationToken)
    {
        if (!request.IsUserCall)
        {
            _pacer.BeginPoll();
        }

        List<string> baseIds = [.. request.Ids.Select(SchedulerJobId.Base).Distinct()];
        var needsList = request.WantsAll || baseIds.Count >= ListWorthwhile;
        var looks = new Looks(request.Key.SystemName, needsList ? await List(request.Key, cancellationToken).ConfigureAwait(false) : []);
        List<string> missing = [.. baseIds.Where(id => !looks.Knows(id))];
        var read = request.IsUserCall ? missing : _singles.Choose(request.Key.SystemName, missing);
        await Read(request.Key.SystemName, read, looks, cancellationToken).ConfigureAwait(false);
        return looks;
    }

    private ValueTask<IReadOnlyList<JobInfo>> List(PollKey key, CancellationToken cancellationToken)
        => key.Filter is { } filter
            ? _backend.GetJobs(key.SystemName, filter, async: true, cancellationToken)
            : _backend.Poll(key.SystemName, jobIds: null, async: true, cancellationToken);

    /// <summary>Reads jobs one by one; that one of them cannot be read is told of that one alone.</summary>
    private async Task Read(string systemName, IReadOnlyList<string> baseIds, Looks looks, CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(baseIds, limits, async (id, token) =>
        {
            try
            {
                var job = await _backend.DescribeJob(systemName, id, async: true, token).ConfigureAwait(false);
                lock (looks)
                {
                    looks.Add(id, job.ArrayTasks.Count > 0 ? job.ArrayTasks : [job]);
                }
            }
            catch (FirecrestException failure)
            {
                lock (looks)
                {
                    looks.Add(id, failure);
                }
            }
        }).ConfigureAwait(false);
    }
}
