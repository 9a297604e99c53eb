using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.V1.Tasks;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>The operations of v1 on jobs: each makes a task.</summary>
internal sealed partial class V1ComputeRoutes(
    ComputeAccess access, TaskBoard tasks, V1Submission submission, JobQueue queue, JobAccounting accounting, Scheduler scheduler, RemoteFiles files,
    FirecrestEmulatorOptions options)
{
    private const string SubmitFileFailed = "Failed to submit job file";
    private const string SubmitFailed = "Failed to submit job";
    private const string JobFailed = "Failed to retrieve job information";

    public IEnumerable<V1Route> Routes()
    {
        yield return new("POST", "/compute/jobs/upload", SubmitUpload);
        yield return new("POST", "/compute/jobs/path", SubmitPath);
        yield return new("GET", "/compute/jobs", List);
        yield return new("GET", "/compute/jobs/{id}", GetOne);
        yield return new("DELETE", "/compute/jobs/{id}", Cancel);
        yield return new("GET", "/compute/acct", Account);
        yield return new("GET", "/compute/status", _ => ServiceStatus.Answer);
    }

    private async Task<V1Answer> SubmitUpload(V1Exchange exchange)
    {
        access.RequireMachine(exchange, SubmitFileFailed);
        ComputeAccess.RequireReady(exchange);
        await ReadForm(exchange).ConfigureAwait(false);
        UploadedFile file = exchange.Form.File("file") ?? throw Refused(SubmitFileFailed, "No batch file part");
        if (file.Name.Length == 0)
        {
            throw Refused(SubmitFileFailed, "No batch file selected");
        }

        if (file.Content is not { Length: > 0 } content)
        {
            throw Refused(SubmitFileFailed, "Batch file is empty");
        }

        string? account = AccountOf(exchange);
        // Made before the variables are looked at: a refusal leaves a task behind that nobody works on.
        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        string? env = exchange.Form["env"];
        Dictionary<string, string> variables = V1Submission.Variables(env, $"Invalid JSON in 'env' variable ({env})");
        string path = submission.Write(task.Id, V1Submission.SafeName(file.Name), content);
        return End(task, 201, submission.Submit(path, account, variables));
    }

    private async Task<V1Answer> SubmitPath(V1Exchange exchange)
    {
        access.RequireMachine(exchange, SubmitFailed, namesOperation: true);
        ComputeAccess.RequireReady(exchange);
        await ReadForm(exchange).ConfigureAwait(false);
        string? path = exchange.Form["targetPath"];
        if (InputText.Complaint(path) is { } complaint)
        {
            throw Refused(SubmitFailed, $"'targetPath' {complaint}");
        }

        if (FileProbe.Complaint(files, path!) is { } header)
        {
            return V1Answer.Refused(400, SubmitFailed) with { Headers = [header] };
        }

        string? account = AccountOf(exchange);
        Dictionary<string, string> variables = V1Submission.Variables(exchange.Form["env"], "Invalid JSON environment provided");
        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        return End(task, 201, submission.Submit(path!, account, variables));
    }

    private V1Answer List(V1Exchange exchange)
    {
        access.RequireMachine(exchange);
        ComputeAccess.RequireReady(exchange);
        string[]? ids = exchange.Query("jobs") is { } text ? Ids(text) : null;
        bool ofUser = exchange.Query("userJobs") is not { } mine || V1Exchange.IsTrue(mine);
        return End(tasks.Create(exchange.User, "compute", exchange.Machine), 200, queue.List(exchange, ids, ofUser));
    }

    // The thread that should answer fails, and nobody tells the task.
    private V1Answer GetOne(V1Exchange exchange)
    {
        access.RequireMachine(exchange);
        ComputeAccess.RequireReady(exchange);
        Ids(exchange["id"]);
        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        tasks.Hang(task);
        return task.Created(200);
    }

    private V1Answer Cancel(V1Exchange exchange)
    {
        access.RequireMachine(exchange);
        ComputeAccess.RequireReady(exchange);
        string id = exchange["id"];
        string? error = scheduler.CancelError(queue.Find(id), id);
        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        return End(task, 200, error is null
            ? (TaskStatus.Success, $"scancel: Terminating job {id}")
            : (TaskStatus.Error, V1Submission.OneLine(error)));
    }

    private V1Answer Account(V1Exchange exchange)
    {
        access.RequireMachine(exchange);
        ComputeAccess.RequireReady(exchange);
        return End(tasks.Create(exchange.User, "compute", exchange.Machine), 200, accounting.List(exchange));
    }

    private V1Answer End(V1Task task, int status, (int Status, JsonNode Data) end)
    {
        tasks.Finish(task, end.Status, end.Data);
        return task.Created(status);
    }

    private async Task ReadForm(V1Exchange exchange)
        => exchange.Form = await FormReading.Read(exchange, options.MaxOpsFileSize, _ => V1Answer.Refused(
            413, $"Failed to upload batch script. The file is over {options.MaxOpsFileSize / 1048576} MB")).ConfigureAwait(false);

    private static string? AccountOf(V1Exchange exchange)
        => exchange.Form["account"] is not { } account ? null
            : InputText.Complaint(account) is { } complaint ? throw Refused("Invalid account", $"'account' {complaint}")
            : account;

    private static string[] Ids(string text)
    {
        string[] ids = text.Split(',');
        return ids.Contains("") ? throw Refused(JobFailed, "Jobs list wrong format")
            : ids.FirstOrDefault(id => !JobId().IsMatch(id)) is { } wrong ? throw Refused(JobFailed, $"{wrong} is not a valid job ID")
            : ids;
    }

    private static V1Refusal Refused(string description, string error) => new(V1Answer.Refused(400, description, error));

    [GeneratedRegex(@"^\d+(_\d+)?\z")]
    private static partial Regex JobId();
}
