using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

internal static class TasksRequests
{
    public static ApiRequest<TaskInfo> GetTask(string taskId) => new()
    {
        Method = HttpMethod.Get,
        Path = new($"tasks/{UrlPath.Segment(taskId, nameof(taskId)):taskid}"),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Needed(JsonBody.Read(body, V1Json.Default.TaskAnswer).Task).ToModel(),
        ReadHead = static (task, response) => task with { ToldAt = response.Headers.Date },
    };

    public static ApiRequest<IReadOnlyList<TaskInfo>> GetTasks(IReadOnlyList<string>? taskIds)
    {
        if (taskIds is { Count: 0 })
        {
            throw new ArgumentException("The list of tasks is empty, which the server refuses; null is for all tasks.", nameof(taskIds));
        }

        return new()
        {
            Method = HttpMethod.Get,
            Path = "tasks",
            Query = new UrlQuery().Add("tasks", taskIds is null ? null : string.Join(',', taskIds)),
            Kind = OperationKind.Read,
            Read = static body => [.. JsonBody.Needed(JsonBody.Read(body, V1Json.Default.TasksAnswer).Tasks).Values.Select(task => task.ToModel()).OrderBy(task => task.CreatedAt)],
            ReadHead = static (tasks, response) => [.. tasks.Select(task => task with { ToldAt = response.Headers.Date })],
        };
    }
}
