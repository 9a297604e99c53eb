using System.Runtime.CompilerServices;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>A list that comes in pages, each the result of a task.</summary>
internal sealed class TaskPages<T>(TaskLooks tasks, TaskWaitOptions wait, int first, int size, Func<int, ApiRequest<TaskTicket<IReadOnlyList<T>>>> create, Func<T, bool> isWanted)
{
    public IAsyncEnumerable<T> EnumerateAsync(CancellationToken cancellationToken) => Run(cancellationToken);

    public IEnumerable<T> Enumerate(CancellationToken cancellationToken)
    {
        for (var (page, more) = (first, true); more; page++)
        {
            var rows = Read(page, async: false, cancellationToken).EnsureCompleted();
            more = IsFull(rows);
            foreach (var row in rows.Where(isWanted))
            {
                yield return row;
            }
        }
    }

    public async ValueTask<IReadOnlyList<T>> ReadAll(bool async, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var (page, more) = (first, true); more; page++)
        {
            var rows = await Read(page, async, cancellationToken).ConfigureAwait(false);
            more = IsFull(rows);
            all.AddRange(rows.Where(isWanted));
        }

        return all;
    }

    private async IAsyncEnumerable<T> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (page, more) = (first, true); more; page++)
        {
            var rows = await Read(page, async: true, cancellationToken).ConfigureAwait(false);
            more = IsFull(rows);
            foreach (var row in rows.Where(isWanted))
            {
                yield return row;
            }
        }
    }

    /// <summary>A server that gives more than was asked for does not know pages, and would give the same again.</summary>
    private bool IsFull(IReadOnlyList<T> rows) => rows.Count == size;

    private async ValueTask<IReadOnlyList<T>> Read(int page, bool async, CancellationToken cancellationToken)
    {
        var ticket = await tasks.Pipeline.SendCore(create(page), async, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TaskPoller.Wait(tasks, ticket, wait, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException failure) when (failure.Task is not null && ServerMessages.SaysThatPagesAreOver(failure.ServerMessage))
        {
            // The last page was full.
            return [];
        }
    }
}

/// <summary>The lists that come in pages.</summary>
internal static class TaskPages
{
    /// <summary>The server's own default.</summary>
    private const int DefaultSize = 25;

    public static TaskPages<QueuedJob> OfJobs(TaskLooks tasks, string systemName, QueuedJobsOptions options, TaskWaitOptions wait)
    {
        var size = Size(options.PageSize);
        return new(tasks, wait, First(options.PageNumber), size, page => ComputeRequests.GetJobs(systemName, options with { PageSize = size, PageNumber = page }), static _ => true);
    }

    public static TaskPages<AccountedJob> OfAccounting(TaskLooks tasks, string systemName, JobAccountingOptions options, TaskWaitOptions wait)
    {
        var size = Size(options.PageSize);
        return new(
            tasks,
            wait,
            First(options.PageNumber),
            size,
            page => ComputeRequests.GetAccountedRows(systemName, options with { PageSize = size, PageNumber = page }),
            job => ComputeRequests.IsWithin(job, options));
    }

    private static int Size(int? size) => size is null or >= 1 ? size ?? DefaultSize : throw new ArgumentOutOfRangeException(nameof(size), size, "PageSize must be at least 1.");

    private static int First(int? page) => page is null or >= 0 ? page ?? 0 : throw new ArgumentOutOfRangeException(nameof(page), page, "PageNumber must be at least 0.");
}
