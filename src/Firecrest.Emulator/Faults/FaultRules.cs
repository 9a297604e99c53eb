using Firecrest.Emulator.Faults;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator;

/// <summary>What goes wrong at an emulator, on purpose: rules for requests, and how far the scheduler's knowledge lags behind.</summary>
/// <remarks>
/// A rule applies to the requests that its method and path fit, the path without <see cref="FirecrestEmulatorOptions.PathBase"/> and without query; the
/// token endpoint has its whole path, and those of the older generation begin with <c>/v1</c>. Of several rules that fit, the one that was made first is used until it is used up. Safe for use by several threads,
/// also while requests are answered.
/// </remarks>
/// <example>
/// <code>
/// hpc.Faults.On(HttpMethod.Get, "/compute/*/jobs*").Times(2).RateLimit(TimeSpan.FromSeconds(7));
/// hpc.Faults.On(HttpMethod.Post, "/compute/*/jobs").TimeOutAfter();
/// hpc.Faults.On("*").Always().Delay(TimeSpan.FromMilliseconds(300));
/// hpc.Faults.NotFoundLag = TimeSpan.FromSeconds(15);
/// </code>
/// </example>
public sealed class FaultRules
{
    private readonly Lock _lock = new();
    private readonly List<ActiveRule> _rules = [];
    private readonly List<ActiveTransferRule> _transfers = [];
    private readonly FirecrestEmulatorOptions _options;
    private TimeSpan _notFoundLag;
    private TimeSpan _listLag;
    private bool _forgetsScripts;

    internal FaultRules(FirecrestEmulatorOptions options) => _options = options;

    /// <summary>How long a job is unknown after its submission: 404 for itself and its metadata, and absent from lists. Zero by default.</summary>
    /// <remarks>Cancel and attach know it, since they ask the scheduler and not its accounting.</remarks>
    public TimeSpan NotFoundLag
    {
        get => Read(ref _notFoundLag);
        set => Write(ref _notFoundLag, NotNegative(value, nameof(NotFoundLag)));
    }

    /// <summary>How old the state is that lists of jobs show; a job asked for by its id is shown as it is. Zero by default.</summary>
    public TimeSpan ListLag
    {
        get => Read(ref _listLag);
        set => Write(ref _listLag, NotNegative(value, nameof(ListLag)));
    }

    /// <summary>Whether the script of a job is forgotten when the job ends, so that its metadata has null for it. False by default.</summary>
    public bool ForgetsScripts
    {
        get => Read(ref _forgetsScripts);
        set => Write(ref _forgetsScripts, value);
    }

    /// <summary>Begins a rule for requests; it counts once its fault is told, and applies once unless told otherwise.</summary>
    /// <param name="method">The method of the requests.</param>
    /// <param name="path">Their path, where <c>*</c> stands for any text, also with slashes: <c>/compute/*/jobs*</c>. Case does not matter.</param>
    public FaultRule On(HttpMethod method, string path)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new FaultRule(this, _options, new RequestPattern(method.Method, path));
    }

    /// <summary>Begins a rule for requests of any method.</summary>
    /// <param name="path">Their path, where <c>*</c> stands for any text.</param>
    public FaultRule On(string path) => new(this, _options, new RequestPattern(null, path));

    /// <summary>Begins a rule for the jobs that fetch a file from the object store; it counts once its fault is told, for jobs that are submitted after that.</summary>
    public TransferFaultRule OnUploads() => new(this, isUpload: true);

    /// <summary>Begins a rule for the jobs that bring a file to the object store; it counts once its fault is told, for jobs that are submitted after that.</summary>
    public TransferFaultRule OnDownloads() => new(this, isUpload: false);

    /// <summary>Takes all faults back: rules and lags.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _transfers.Clear();
            _notFoundLag = _listLag = TimeSpan.Zero;
            _forgetsScripts = false;
        }
    }

    internal void Add(RequestPattern pattern, int? times, Fault fault)
    {
        lock (_lock)
        {
            _rules.Add(new ActiveRule(pattern, fault) { Left = times });
        }
    }

    internal void AddTransfer(bool isUpload, int? times, TransferFault fault)
    {
        lock (_lock)
        {
            _transfers.Add(new ActiveTransferRule(isUpload, fault) { Left = times });
        }
    }

    /// <summary>The fault for the job of a transfer, which counts as used then.</summary>
    internal TransferFault? TakeTransfer(bool isUpload)
    {
        lock (_lock)
        {
            ActiveTransferRule? rule = _transfers.Find(rule => rule.IsUpload == isUpload);
            if (rule is { Left: not null } && --rule.Left == 0)
            {
                _transfers.Remove(rule);
            }

            return rule?.Fault;
        }
    }

    /// <summary>The fault for a request, which counts as used then.</summary>
    internal Fault? Take(HttpRequest request, string path)
    {
        lock (_lock)
        {
            ActiveRule? rule = _rules.Find(rule => rule.Pattern.Fits(request.Method, path));
            if (rule is { Left: not null } && --rule.Left == 0)
            {
                _rules.Remove(rule);
            }

            return rule?.Fault;
        }
    }

    private static TimeSpan NotNegative(TimeSpan value, string name)
        => value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "A lag is no negative time.");

    private T Read<T>(ref T field)
    {
        lock (_lock)
        {
            return field;
        }
    }

    private void Write<T>(ref T field, T value)
    {
        lock (_lock)
        {
            field = value;
        }
    }

    private sealed class ActiveTransferRule(bool isUpload, TransferFault fault)
    {
        public bool IsUpload => isUpload;

        public TransferFault Fault => fault;

        /// <summary>How often it still applies; null for always.</summary>
        public int? Left { get; set; }
    }

    private sealed class ActiveRule(RequestPattern pattern, Fault fault)
    {
        public RequestPattern Pattern => pattern;

        public Fault Fault => fault;

        /// <summary>How often it still applies; null for always.</summary>
        public int? Left { get; set; }
    }
}
