using System.Globalization;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>A FirecREST in process whose jobs are what a test says, with the clock of the test.</summary>
internal sealed class StubSite : IDisposable
{
    private readonly Dictionary<(string System, string Id), string> _states = [];
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public StubSite(AsyncClientOptions? options = null, RetryOptions? retry = null)
    {
        Handler = new StubHandler(request => Held(request) ?? Answer(request));
        Client = CreateClient(new StaticTokenAuth("test-token"), options, retry);
    }

    public VirtualTime Time { get; } = new();

    public StubHandler Handler { get; }

    public AsyncFirecrestClient Client { get; }

    /// <summary>An answer that comes instead, or null.</summary>
    public Func<StubRequest, HttpResponseMessage?> Before { get; set; } = static _ => null;

    /// <summary>What the heads of answers say besides.</summary>
    public Action<HttpResponseMessage> Head { get; set; } = static _ => { };

    /// <summary>How the server speaks with the schedulers.</summary>
    public string Connection { get; set; } = "ssh";

    public IEnumerable<string> Paths => Handler.Requests.Select(request => request.Uri.AbsolutePath);

    public AsyncFirecrestClient CreateClient(IAuthorization authorization, AsyncClientOptions? options = null, RetryOptions? retry = null) => new(TestClient.Address, authorization, new FirecrestClientOptions
    {
        HttpClient = new HttpClient(Time.Counting(Handler)) { Timeout = Timeout.InfiniteTimeSpan },
        TimeProvider = Time,
        NetworkTimeout = VirtualTime.NeverStrikes,
        Retry = retry ?? new RetryOptions(),
    }, options ?? new AsyncClientOptions());

    public void Set(string system, string id, string state)
    {
        lock (_states)
        {
            _states[(system, id)] = state;
        }
    }

    /// <summary>Lets the scheduler know none of the jobs any more.</summary>
    public void Forget(string system)
    {
        lock (_states)
        {
            foreach (var job in _states.Keys.Where(job => job.System == system).ToList())
            {
                _states.Remove(job);
            }
        }
    }

    /// <summary>Keeps all answers back until calls are made, so that they are made while the first request is under way.</summary>
    public T WhileUnderWay<T>(Func<T> calls)
    {
        _open.Reset();
        try
        {
            return calls();
        }
        finally
        {
            _open.Set();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _open.Dispose();
    }

    private HttpResponseMessage? Held(StubRequest request)
    {
        _open.Wait(TimeSpan.FromSeconds(30));
        return Before(request);
    }

    private HttpResponseMessage Answer(StubRequest request)
    {
        var parts = request.Uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var response = parts switch
        {
            ["status", "systems"] => StubHandler.Json($$"""{"systems":[{{System("daint")}},{{System("eiger")}}]}"""),
            ["compute", var system, "jobs"] => Rows(system, null),
            ["compute", var system, "jobs", var id] => Rows(system, id),
            _ => StubHandler.Json("""{"output":{"mode":33188,"ino":1,"dev":1,"nlink":1,"uid":1,"gid":1,"size":1,"atime":1,"ctime":1,"mtime":1}}"""),
        };
        Head(response);
        return response;
    }

    private HttpResponseMessage Rows(string system, string? id)
    {
        lock (_states)
        {
            List<string> rows = [.. _states.Where(job => job.Key.System == system && (id is null || job.Key.Id == id)).Select(job => Row(job.Key.Id, job.Value))];
            return rows.Count == 0 && id is not null
                ? StubHandler.Json("""{"errorType":"error","message":"Job not found.","data":null}""", HttpStatusCode.NotFound)
                : StubHandler.Json(string.Create(CultureInfo.InvariantCulture, $$"""{"jobs":[{{string.Join(',', rows)}}]}"""));
        }
    }

    private string System(string name) => $$$"""
        {"name":"{{{name}}}","ssh":{"host":"h","port":22},"scheduler":{"type":"slurm","connectionMode":"{{{Connection}}}","version":"24"},"probing":{},"fileSystems":[],"dataOperation":{}}
        """;

    public static string Row(string id, string state) => $$$"""
        {"jobId":"{{{id}}}","name":"job","status":{"state":"{{{state}}}","stateReason":"None","exitCode":0,"interruptSignal":0},"tasks":[],"time":{"elapsed":0,"start":null,"end":null,"suspended":0,"limit":3600},
        "account":"staff","allocationNodes":1,"cluster":"c","group":"g","nodes":"","partition":"p","killRequestUser":null,"user":"u","workingDirectory":"/home/u","priority":1}
        """;
}
