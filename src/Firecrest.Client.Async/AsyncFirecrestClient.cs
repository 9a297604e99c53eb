using Firecrest.Client.Jobs;
using Firecrest.Client.Pacing;
using Firecrest.Client.Polling;

namespace Firecrest.Client;

/// <summary>A <see cref="FirecrestClient"/> for many jobs and files: it keeps to the pace that the site asks for, and makes few requests of many polls.</summary>
/// <remarks>
/// <para>
/// All that the client does counts as one: concurrent looks at jobs of a system become one request, also those of <see cref="JobHandle"/>s that wait. When
/// the site tells a limit (<c>RateLimit-*</c>, <c>Retry-After</c>), requests wait for their turn, and users' calls go ahead of polls. As long as it tells
/// none, nothing is delayed.
/// </para>
/// <para>Synchronous members keep to the same pace; they are not merged.</para>
/// </remarks>
/// <example>
/// <code>
/// using var client = new AsyncFirecrestClient(new Uri(url), new ClientCredentialsAuth(id, secret, new Uri(tokenUrl)));
/// await foreach (var job in client.WatchJobsAsync("daint", jobIds))
/// {
///     Console.WriteLine(job);
/// }
/// </code>
/// </example>
public partial class AsyncFirecrestClient : FirecrestClient
{
    private readonly PollHub? _hub;
    private readonly TaskHub? _tasks;
    private readonly BoundedRuns? _submissions;
    private readonly BoundedRuns? _files;
    private readonly RequestPacer? _pacer;

    /// <summary>For mocks; members that are not overridden throw.</summary>
    protected AsyncFirecrestClient()
    {
    }

    /// <summary>Makes a client with the default settings.</summary>
    /// <inheritdoc cref="FirecrestClient(Uri, IAuthorization)"/>
    public AsyncFirecrestClient(Uri baseAddress, IAuthorization authorization)
        : this(baseAddress, authorization, new FirecrestClientOptions())
    {
    }

    /// <summary>Makes a client.</summary>
    /// <inheritdoc cref="FirecrestClient(Uri, IAuthorization, FirecrestClientOptions)"/>
    public AsyncFirecrestClient(Uri baseAddress, IAuthorization authorization, FirecrestClientOptions options)
        : this(baseAddress, authorization, options, new AsyncClientOptions())
    {
    }

    /// <summary>Makes a client and says how much it does at a time.</summary>
    /// <param name="baseAddress">The address of the server with its path prefix, with or without a slash at the end.</param>
    /// <param name="authorization">Where tokens come from. It may be shared and is not disposed by the client.</param>
    /// <param name="options">Settings, which are copied.</param>
    /// <param name="asyncOptions">Settings of what this client adds, which are copied.</param>
    /// <inheritdoc cref="FirecrestClient(Uri, IAuthorization, FirecrestClientOptions)" path="/exception"/>
    public AsyncFirecrestClient(Uri baseAddress, IAuthorization authorization, FirecrestClientOptions options, AsyncClientOptions asyncOptions)
        : base(
            baseAddress,
            authorization,
            options,
            clock => new RequestPacer(clock, Frozen(asyncOptions).MinRequestInterval, options.Retry.MaxRetryDelay),
            static pipeline => new TaskHub(pipeline))
    {
        var frozen = Frozen(asyncOptions);
        _pacer = (RequestPacer)Pipeline.Gate!;
        _tasks = (TaskHub)TaskLooks!;
        _hub = new PollHub(Backend, _pacer, Pipeline.Clock);
        _submissions = new BoundedRuns(frozen.MaxConcurrentSubmissions);
        _files = new BoundedRuns(frozen.MaxConcurrentFiles);
    }

    private PollHub Hub => _hub ?? throw NotMade();

    internal override ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => async ? Look(systemName, jobId, LookTime.AtOnce, cancellationToken) : base.DescribeJob(systemName, jobId, async, cancellationToken);

    internal override ValueTask<JobInfo> DescribeJobAfter(TimeSpan pause, string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => async ? Look(systemName, jobId, LookTime.After(pause), cancellationToken) : base.DescribeJobAfter(pause, systemName, jobId, async, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hub?.Dispose();
            _tasks?.Dispose();
            _pacer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static AsyncClientOptions Frozen(AsyncClientOptions asyncOptions)
    {
        ArgumentNullException.ThrowIfNull(asyncOptions);
        return asyncOptions.Freeze();
    }

    private ValueTask<JobInfo> Look(string systemName, string jobId, LookTime time, CancellationToken cancellationToken)
        => new(Hub.Look(systemName, JobId.Checked(jobId, nameof(jobId)).ToString(), time, cancellationToken));
}
