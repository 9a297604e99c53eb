using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1;
using Firecrest.Client.V2;

namespace Firecrest.Client;

/// <summary>A client of one FirecREST server: jobs and files on its HPC systems, each operation synchronous and asynchronous.</summary>
/// <remarks>
/// <para>Make one for each server and identity and keep it: it holds connections and a token. All members are safe to use from many threads.</para>
/// <para>
/// The synchronous members are really synchronous: they start no asynchronous work and wait for it. The runtime itself uses the thread pool to open a
/// new connection, and to receive over TLS or over a connection that was idle.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(id, secret, new Uri(tokenUrl)));
/// JobHandle job = client.Submit("daint", JobDescription.FromScriptFile("job.sh", workingDirectory: "/scratch/me"));
/// JobInfo done = job.WaitForCompletion();
/// Console.WriteLine(job.GetOutput());
/// </code>
/// </example>
public partial class FirecrestClient : IDisposable
{
    private readonly FirecrestPipeline? _pipeline;
    private readonly Backend? _backend;
    private readonly FirecrestV1? _v1;
    private readonly FirecrestV2? _v2;
    private readonly FirecrestApiVersion _apiVersion;

    /// <summary>For mocks; members that are not overridden throw.</summary>
    protected FirecrestClient()
    {
    }

    /// <summary>Makes a client with the default settings.</summary>
    /// <param name="baseAddress">The address of the server with its path prefix, with or without a slash at the end.</param>
    /// <param name="authorization">Where tokens come from. It may be shared and is not disposed by the client.</param>
    /// <exception cref="ArgumentException">The address is not absolute, or not encrypted.</exception>
    public FirecrestClient(Uri baseAddress, IAuthorization authorization)
        : this(baseAddress, authorization, new FirecrestClientOptions())
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="baseAddress">The address of the server with its path prefix, with or without a slash at the end.</param>
    /// <param name="authorization">Where tokens come from. It may be shared and is not disposed by the client.</param>
    /// <param name="options">Settings, which are copied.</param>
    /// <exception cref="ArgumentException">The address is not absolute, or not encrypted, or an option has a value that cannot be.</exception>
    public FirecrestClient(Uri baseAddress, IAuthorization authorization, FirecrestClientOptions options)
        : this(baseAddress, authorization, options, createGate: null, static pipeline => new TaskLooks(pipeline))
    {
    }

    internal FirecrestClient(
        Uri baseAddress, IAuthorization authorization, FirecrestClientOptions options, Func<Clock, RequestGate>? createGate, Func<FirecrestPipeline, TaskLooks> createTaskLooks)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        ArgumentNullException.ThrowIfNull(options);
        _pipeline = new FirecrestPipeline(baseAddress, authorization, options.Freeze(), createGate);
        _apiVersion = options.ApiVersion;
        TaskLooks = createTaskLooks(_pipeline);
        _backend = Backend.Create(_apiVersion, _pipeline, TaskLooks);
        _v1 = new FirecrestV1(_pipeline, TaskLooks);
        _v2 = new FirecrestV2(_pipeline);
    }

    /// <summary>The operations of FirecREST v2 as the API has them.</summary>
    /// <exception cref="FirecrestNotSupportedException">The client is for FirecREST v1.</exception>
    public virtual FirecrestV2 V2 => Family(_v2, FirecrestApiVersion.V2);

    /// <summary>The operations of FirecREST v1 as the API has them.</summary>
    /// <exception cref="FirecrestNotSupportedException">The client is for FirecREST v2, as it is by default.</exception>
    public virtual FirecrestV1 V1 => Family(_v1, FirecrestApiVersion.V1);

    internal TaskLooks? TaskLooks { get; }

    internal Backend Backend => _backend ?? throw NotMade();

    /// <summary>The server's version as the options say or an answer has told; null as long as it is unknown.</summary>
    internal Version? ServerVersion => Pipeline.ServerVersion;

    internal FirecrestPipeline Pipeline => _pipeline ?? throw NotMade();

    /// <summary>Sends a request to an endpoint that this library has no method for, with the client's token, repetitions and errors.</summary>
    /// <exception cref="ArgumentException">The path is not below the base address.</exception>
    /// <exception cref="FirecrestException">The call failed, or was answered by other than a success.</exception>
    public virtual Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken = default)
        => Pipeline.SendAsync(RawRequests.Create(request), cancellationToken);

    /// <inheritdoc cref="SendAsync"/>
    public virtual RawResponse Send(RawRequest request, CancellationToken cancellationToken = default)
        => Pipeline.Send(RawRequests.Create(request), cancellationToken);

    /// <summary>Closes the client's connections and ends its calls and waits with <see cref="ObjectDisposedException"/>, as it does calls that follow.</summary>
    /// <remarks>A request for a token that is under way over a given <see cref="FirecrestClientOptions.HttpClient"/> ends by itself.</remarks>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal JobWaiter CreateWaiter(string systemName, string jobId, WaitOptions options, Func<JobInfo, bool> isAwaited)
        => new(Backend, Pipeline.Clock, Pipeline.Logger, systemName, jobId, options, isAwaited, this);

    /// <summary>Looks at a job now.</summary>
    internal virtual ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Backend.DescribeJob(systemName, jobId, async, cancellationToken);

    /// <summary>Looks at a job that is waited for after a pause.</summary>
    internal virtual async ValueTask<JobInfo> DescribeJobAfter(TimeSpan pause, string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        await Pipeline.Clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
        return await Tracing.Look(systemName, () => Backend.DescribeJob(systemName, jobId, async, cancellationToken)).ConfigureAwait(false);
    }

    internal LateFile CreateLateFile(JobHandle job) => new(this, job.SystemName, job.JobId);

    internal OutputFollower CreateFollower(JobHandle job, FollowOptions options, Func<bool, CancellationToken, ValueTask<JobOutputPaths>> getPaths)
        => new(this, job, options, getPaths);

    /// <summary>Closes the client's connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipeline?.Dispose();
        }
    }

    /// <summary>Throws at once where each call would fail, with an answer that does not tell why. What a server speaks that was not looked at is the caller's word.</summary>
    private T Family<T>(T? family, FirecrestApiVersion version)
        where T : class
    {
        if (family is null)
        {
            throw NotMade();
        }

        return Backend.FoundVersion is not { } spoken || spoken == version ? family : throw new FirecrestNotSupportedException(
            _apiVersion == FirecrestApiVersion.Auto
                ? $"The server was found to speak FirecREST {spoken}, so that the operations of {version} are not there. Use the client's {spoken}, or its helpers."
                : $"This client speaks FirecREST {spoken}, so that the operations of {version} are not there. Set {nameof(FirecrestClientOptions)}.{nameof(FirecrestClientOptions.ApiVersion)} to {version} if the server is of that generation.");
    }

    internal static InvalidOperationException NotMade()
        => new("This client was made by the constructor for mocks, and the member called is not overridden.");
}
