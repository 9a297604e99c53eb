using System.Globalization;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>A FirecREST v1 in process whose jobs are what a test says, with the clock of the test.</summary>
internal sealed class OlderSite : IDisposable
{
    private readonly object _lock = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly Dictionary<(string System, string Id), string> _states = [];
    private readonly Dictionary<string, (DateTimeOffset Done, int Status, string Data)> _tasks = [];

    public OlderSite()
    {
        Handler = new StubHandler(request => Held(request) ?? Answer(request));
        Client = new AsyncFirecrestClient(TestClient.Address, new StaticTokenAuth("test-token"), new FirecrestClientOptions
        {
            ApiVersion = FirecrestApiVersion.V1,
            HttpClient = new HttpClient(Time.Counting(Handler)) { Timeout = Timeout.InfiniteTimeSpan },
            TimeProvider = Time,
            NetworkTimeout = VirtualTime.NeverStrikes,
            Retry = new RetryOptions { MaxRetries = 0 },
        });
    }

    public VirtualTime Time { get; } = new();

    public StubHandler Handler { get; }

    public AsyncFirecrestClient Client { get; }

    /// <summary>An answer that comes instead, or null.</summary>
    public Func<StubRequest, HttpResponseMessage?> Before { get; set; } = static _ => null;

    /// <summary>How long a task takes.</summary>
    public TimeSpan TaskTime { get; set; }

    /// <summary>An id that the scheduler does not take, in whatever company.</summary>
    public string? BadId { get; set; }

    /// <summary>Of which service tasks say that they are.</summary>
    public string Service { get; set; } = "compute";

    /// <summary>What the list of tasks says instead of the truth.</summary>
    public int? ListedStatus { get; set; }

    public IEnumerable<string> Paths => Handler.Requests.Select(request => request.Uri.AbsolutePath);

    /// <summary>The ids in requests to an address, one list for each request.</summary>
    public List<string[]> Asked(string path, string name)
        => [.. Handler.Requests.Where(request => request.Uri.AbsolutePath == path).Select(request => Values(request, name) ?? [])];

    public void Set(string system, string id, string state)
    {
        lock (_lock)
        {
            _states[(system, id)] = state;
        }
    }

    /// <summary>A task of the user's.</summary>
    public string AddTask(TimeSpan time, int status = 200, string data = "\"\"")
    {
        lock (_lock)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{_tasks.Count + 1:x32}");
            _tasks[id] = (Time.GetUtcNow() + time, status, data);
            return id;
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

    private static string[]? Values(StubRequest request, string name)
        => request.Uri.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == name) is [_, var ids] ? Uri.UnescapeDataString(ids).Split(',') : null;

    private HttpResponseMessage? Held(StubRequest request)
    {
        _open.Wait(TimeSpan.FromSeconds(30));
        return Before(request);
    }

    private HttpResponseMessage Answer(StubRequest request) => request.Uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["compute", "acct"] => Created(Account(request)),
        ["tasks"] => Listed(Values(request, "tasks")!),
        ["tasks", var id] => One(id),
        _ => throw new InvalidOperationException($"{request.Uri} is not known here."),
    };

    private string Account(StubRequest request)
    {
        var (system, ids) = (request.Headers["X-Machine-Name"], Values(request, "jobs"));
        var (size, page) = (int.Parse(Values(request, "pageSize")![0], CultureInfo.InvariantCulture), int.Parse(Values(request, "pageNumber")![0], CultureInfo.InvariantCulture));
        lock (_lock)
        {
            var rows = _states.Where(job => job.Key.System == system && ids?.Contains(job.Key.Id) != false).Skip(size * page).Take(size).Select(job => Row(job.Key.Id, job.Value));
            return ids?.Contains(BadId) == true
                ? AddTask(TaskTime, 400, $"\"sacct: fatal: Bad job/step specified: {BadId}\"")
                : AddTask(TaskTime, 200, $"[{string.Join(',', rows)}]");
        }
    }

    private static HttpResponseMessage Created(string id) => StubHandler.Json($$"""{"success":"Task created","task_id":"{{id}}","task_url":"/tasks/{{id}}"}""");

    private HttpResponseMessage One(string id)
    {
        lock (_lock)
        {
            return _tasks.ContainsKey(id)
                ? StubHandler.Json("{\"task\":" + Task(id, listed: false) + "}")
                : StubHandler.Json($$"""{"error":"Task {{id}} does not exist"}""", HttpStatusCode.NotFound);
        }
    }

    private HttpResponseMessage Listed(string[] ids)
    {
        lock (_lock)
        {
            var tasks = string.Join(',', ids.Where(_tasks.ContainsKey).Select(id => $"\"{id}\":{Task(id, listed: true)}"));
            return StubHandler.Json("{\"tasks\":{" + tasks + "}}");
        }
    }

    private string Task(string id, bool listed)
    {
        var (done, status, data) = _tasks[id];
        var isOver = Time.GetUtcNow() >= done;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"task_id":"{{id}}","status":"{{(!isOver ? 100 : listed ? ListedStatus ?? status : status)}}","description":"","data":{{(isOver ? data : "{}")}},"service":"{{Service}}","system":"daint","user":"u",
            "created_at":"2026-11-22T12:00:00","updated_at":"2026-11-22T12:00:00"}
            """);
    }

    private static string Row(string id, string state) => $$"""
        {"jobid":"{{id}}","name":"job","state":"{{state}}","partition":"p","user":"u","start_time":"2026-11-22T11:00:00","time":"00:00:02","cpu_time":"00:00:02","elapsed_time":"00:00:02",
        "termination_time":"Unknown","time_left":"Unknown","nodes":"1","nodelist":"nid001","exit_code":"0:0"}
        """;
}
