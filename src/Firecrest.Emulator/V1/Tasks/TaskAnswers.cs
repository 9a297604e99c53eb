using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1.Tasks;

/// <summary>What a request that makes a task is answered.</summary>
internal static class TaskAnswers
{
    public static V1Answer Created(this V1Task task, int status, bool namesAddress = true)
    {
        var body = new JsonObject { ["success"] = "Task created", ["task_id"] = task.Id };
        if (namesAddress)
        {
            body["task_url"] = "/tasks/" + task.Id;
        }

        return new V1Answer(status, body);
    }
}
