using System.Text.Json.Nodes;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Staging;
using Firecrest.Emulator.V1.Tasks;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>The operations under <c>storage/xfer-external</c>, which move files through the object store.</summary>
internal sealed class ExternalTransfers(
    StorageAccess access, StagingForms forms, ObjectStore store, RemoteFiles files, TaskBoard tasks, FaultRules faults, FirecrestEmulatorOptions options)
{
    private const string Address = "127.0.0.1:22";
    private const string UploadFailed = "Failed to upload file";
    private const string TargetRefused = "'targetPath' directory not allowed";

    public IEnumerable<V1Route> Routes()
    {
        yield return new("POST", "/storage/xfer-external/upload", Upload);
        yield return new("POST", "/storage/xfer-external/download", Download);
        yield return new("POST", "/storage/xfer-external/invalidate", Invalidate);
        yield return new("GET", "/storage/status", _ => ServiceStatus.Answer);
    }

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private async Task<V1Answer> Upload(V1Exchange exchange)
    {
        await access.Begin(exchange).ConfigureAwait(false);
        string target = StorageAccess.Text(exchange, "targetPath", UploadFailed);
        string source = StorageAccess.Text(exchange, "sourcePath", UploadFailed);
        string name = source.Split('/')[^1];
        bool isFolder = IsFolder(target);
        if ((StorageAccess.Header(exchange.State) ?? FileProbe.FolderComplaint(files, isFolder ? target : FolderOf(target))) is { } header)
        {
            return V1Answer.Refused(400, UploadFailed, TargetRefused) with { Headers = [header] };
        }

        V1Task task = NewTask(exchange, name);
        (string bucket, string key) = task.StagedObject!.Value;
        string path = isFolder ? target.TrimEnd('/') + "/" + name : target;
        JsonObject message = forms.Upload(exchange.Http.Request, bucket, key, source);
        string url = forms.Download(exchange.Http.Request, bucket, key);
        var hidden = (JsonObject)message.DeepClone();
        hidden["action"] = $"curl -f -s -G -o '{path}' -- '{url}'";
        hidden["cert"] = new JsonArray("gAAAAAB" + task.Id, "/tmp/dummy" + task.Id[..8]);
        hidden["download_url"] = url;
        var course = new UploadCourse(store, files, Data(task, name, path, message), Data(task, name, path, hidden), faults.TakeTransfer(isUpload: true), options);
        tasks.Add(task, course.FirstSteps(Now));
        task.Advance = course.Advance;
        tasks.Add(task);
        return task.Created(201);
    }

    private static JsonObject Data(V1Task task, string source, string target, JsonObject message) => new()
    {
        ["hash_id"] = task.Id,
        ["user"] = task.User,
        ["source"] = source,
        ["target"] = target,
        ["system_name"] = task.System,
        ["system_addr"] = Address,
        ["trace_id"] = "",
        ["msg"] = message,
    };

    private async Task<V1Answer> Download(V1Exchange exchange)
    {
        await access.Begin(exchange).ConfigureAwait(false);
        string source = StorageAccess.Text(exchange, "sourcePath", "Failed to download file");
        if ((StorageAccess.Header(exchange.State) ?? FileProbe.Complaint(files, source)) is { } header)
        {
            return V1Answer.Refused(400, "sourcePath error") with { Headers = [header] };
        }

        string name = source.Split('/')[^1];
        V1Task task = NewTask(exchange, name);
        DateTimeOffset now = Now;
        TimeSpan delay = options.V1.TaskDelay;
        TaskStep end = await Stage(exchange, task, source, now + (2 * delay)).ConfigureAwait(false);
        tasks.Add(
            task,
            new TaskStep(now, TaskStatus.Queued, TaskStatus.Description(TaskStatus.Queued)),
            new TaskStep(now + delay, TaskStatus.StagingStarted, DownloadData(task, source)),
            end);
        tasks.Add(task);
        return task.Created(201);
    }

    private async Task<TaskStep> Stage(V1Exchange exchange, V1Task task, string source, DateTimeOffset end)
    {
        (string bucket, string key) = task.StagedObject!.Value;
        JsonObject data = DownloadData(task, source);
        // The command of the server has neither the path nor the address as it should be.
        string? error = source.Contains(' ', StringComparison.Ordinal) ? "curl: (26) Failed to open/read local data from file/application"
            : forms.CanStage(bucket, key) ? null
            : "curl: (22) The requested URL returned error: 403";
        if (error is not null)
        {
            data["error"] = $"Upload to Staging area has failed. Object: {source.Split('/')[^1]}. {error}";
            return new TaskStep(end, TaskStatus.StagingFailed, data);
        }

        TransferFault? fault = faults.TakeTransfer(isUpload: false);
        if (fault is not { IsLost: true })
        {
            using FileStream file = files.OpenRead(source);
            await store.PutWhole(bucket, key, fault?.Apply(file) ?? file, exchange.Aborted).ConfigureAwait(false);
        }

        data["url"] = forms.Download(exchange.Http.Request, bucket, key);
        return new TaskStep(end, TaskStatus.Staged, data);
    }

    private static JsonObject DownloadData(V1Task task, string source) => new() { ["source"] = source, ["system_name"] = task.System };

    private V1Answer Invalidate(V1Exchange exchange)
    {
        string? id = exchange.Header("X-Task-Id");
        if (id is null)
        {
            return V1Answer.Refused(400, null, "Header X-Task-Id missing");
        }

        if (id.Length == 0 || !id.All(char.IsLetterOrDigit))
        {
            return V1Answer.Refused(400, null, "Header X-Task-Id is not alphanumeric");
        }

        V1Task? task = tasks.Read(id, (found, _) => found.User == exchange.User ? found : null);
        if (task is null)
        {
            return V1Answer.Refused(400, null, "Invalid X-Task-Id");
        }

        // The service fails over an object that is not there. One that is there stays, since its name is put together wrongly.
        if (task.StagedObject is not { } staged || store.Find(staged.Bucket, staged.Key) is null)
        {
            return HtmlPages.InternalError;
        }

        tasks.Expire(task);
        return new V1Answer(201, new JsonObject { ["success"] = "URL invalidated successfully" });
    }

    private V1Task NewTask(V1Exchange exchange, string name)
    {
        string id = TaskBoard.NewId();
        return new V1Task(id, exchange.User, "storage", exchange.Machine, Now) { StagedObject = (exchange.User, $"{id}/{name}") };
    }

    private bool IsFolder(string path)
    {
        try
        {
            return files.Resolve(path).IsDirectory;
        }
        catch (RemoteFileException)
        {
            return false;
        }
    }

    private static string FolderOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 1)];
}
