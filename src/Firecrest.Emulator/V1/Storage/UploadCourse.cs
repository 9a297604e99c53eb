using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Faults;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Staging;
using Firecrest.Emulator.V1.Tasks;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>
/// An upload on its way: the service looks for the object at intervals, and has the cluster fetch it. What fails is tried again at every look, as long as
/// the object is there.
/// </summary>
/// <param name="store">The object store.</param>
/// <param name="files">The remote files.</param>
/// <param name="form">The data of the task once the form is there.</param>
/// <param name="listedForm">The same as the list of tasks shows it.</param>
/// <param name="fault">What goes wrong unnoticed when the cluster fetches the file.</param>
/// <param name="options">The intervals.</param>
internal sealed class UploadCourse(ObjectStore store, RemoteFiles files, JsonObject form, JsonObject listedForm, TransferFault? fault, FirecrestEmulatorOptions options)
{
    private TimeSpan Delay => options.V1.TaskDelay;

    private string Target => form["target"]!.ToString();

    /// <summary>The steps until the form is there.</summary>
    public IEnumerable<TaskStep> FirstSteps(DateTimeOffset now)
    {
        yield return new TaskStep(now, TaskStatus.WaitingForForm, new JsonObject());
        yield return Step(now + Delay, TaskStatus.FormReceived);
    }

    public void Advance(V1Task task, DateTimeOffset now)
    {
        while (task.Last.Since <= now && Next(task, now))
        {
        }
    }

    private bool Next(V1Task task, DateTimeOffset now)
    {
        TaskStep last = task.Last;
        switch (last.Status)
        {
            case TaskStatus.FormReceived or TaskStatus.FetchFailed:
                return Look(task, last, now);
            case TaskStatus.UploadConfirmed:
                task.Add(Step(last.Since + Delay, TaskStatus.FetchStarted));
                return true;
            case TaskStatus.FetchStarted when last.Since + Delay <= now:
                task.Add(Fetch(task, last.Since + Delay));
                return true;
            default:
                return false;
        }
    }

    private bool Look(V1Task task, TaskStep last, DateTimeOffset now)
    {
        StagedObject? found = store.Find(task.StagedObject!.Value.Bucket, task.StagedObject.Value.Key);
        bool failed = last.Status == TaskStatus.FetchFailed;
        if (found is null && !failed)
        {
            return false;
        }

        DateTimeOffset since = found is not null && found.Completed > last.Since ? found.Completed : last.Since;
        DateTimeOffset look = NextLook(task.Created, since);
        if (failed && look < now - (2 * options.TransferPollInterval))
        {
            // Only the last of many tries matters.
            look = NextLook(task.Created, now - (2 * options.TransferPollInterval));
        }

        if (look > now)
        {
            return false;
        }

        task.Add(found is null
            ? new TaskStep(look, TaskStatus.Error, "File was deleted from staging area. Start a new upload process")
            : Step(look, failed ? TaskStatus.FetchStarted : TaskStatus.UploadConfirmed));
        return true;
    }

    private DateTimeOffset NextLook(DateTimeOffset start, DateTimeOffset since)
        => start + ((Math.Floor((since - start) / options.TransferPollInterval) + 1) * options.TransferPollInterval);

    private TaskStep Fetch(V1Task task, DateTimeOffset end)
    {
        (string bucket, string key) = task.StagedObject!.Value;
        try
        {
            StagedObject found = store.Find(bucket, key) ?? throw RemoteFileException.NotFound;
            if (fault is not { IsLost: true })
            {
                using FileStream source = File.OpenRead(found.File);
                using FileStream target = File.Create(files.PrepareWrite(Target));
                (fault?.Apply(source) ?? source).CopyTo(target);
            }

            store.Delete(bucket, key);
            var data = new JsonObject();
            foreach (string name in (string[])["source", "target", "system_name", "system_addr"])
            {
                data[name] = form[name]!.DeepClone();
            }

            return new TaskStep(end, TaskStatus.Fetched, data);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            // Nobody is told why.
            return Step(end, TaskStatus.FetchFailed);
        }
    }

    private TaskStep Step(DateTimeOffset since, int status)
        => new(since, status, WithStatus(form, status)) { ListedData = WithStatus(listedForm, status) };

    private static JsonNode WithStatus(JsonObject data, int status)
    {
        JsonNode copy = data.DeepClone();
        copy["status"] = status.ToString(CultureInfo.InvariantCulture);
        return copy;
    }
}
