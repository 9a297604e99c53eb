using System.Net;
using System.Text.Json;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Turns a task that failed into the exception for it.</summary>
internal static class TaskFailure
{
    public static FirecrestApiException Of(TaskInfo task, ApiRequest<TaskInfo> request, Version? serverVersion)
    {
        var reason = Redaction.Apply(Reason(task));
        var (code, outcome) = task.State == TaskState.Failed || task.State == TaskState.StagingFailed
            ? ServerMessages.ClassifyCommand(reason, task.Service == "storage" ? FirecrestErrorCode.CommandFailed : FirecrestErrorCode.SchedulerRefused)
            : (FirecrestErrorCode.NotFound, OutcomeClass.Refused);
        return ErrorReader.Create(
            new FirecrestApiFailure
            {
                StatusCode = HttpStatusCode.OK,
                ErrorCode = code,
                ServerMessage = reason.Length > 0 ? reason : $"task {task.State} {task.Description}".TrimEnd(),
                Method = request.Method.Method,
                Path = "/" + request.Path,
                ServerVersion = serverVersion,
                Task = task,
            },
            outcome,
            mayHaveExecuted: outcome == OutcomeClass.Unknown);
    }

    /// <summary>True when what a failed task was to do may have been done all the same.</summary>
    public static bool LeavesOpen(TaskInfo task) => ServerMessages.ClassifyCommand(Reason(task), FirecrestErrorCode.SchedulerRefused).Outcome == OutcomeClass.Unknown;

    /// <summary>True when the task failed, and what it was to do was certainly not done.</summary>
    public static bool IsRefusal(FirecrestException failure) => failure is FirecrestApiException { Task: { } task, MayHaveExecuted: false } && task.State == TaskState.Failed;

    /// <summary>For a task that is done and whose result is not what the operation gives.</summary>
    public static FirecrestApiException Unreadable(TaskInfo task, ApiRequest<TaskInfo> request, Version? serverVersion, JsonException cause) => new(
        new FirecrestApiFailure
        {
            StatusCode = HttpStatusCode.OK,
            ErrorCode = FirecrestErrorCode.UnexpectedResponse,
            ServerMessage = $"task {task.State} {task.Description}, but its result cannot be read: {cause.Message}",
            Method = request.Method.Method,
            Path = "/" + request.Path,
            ServerVersion = serverVersion,
            Task = task,
        },
        cause)
    { Outcome = OutcomeClass.Refused, MayHaveExecuted = true };

    /// <summary>A text, or for storage an object with the text in one of two members.</summary>
    private static string Reason(TaskInfo task) => task.Data switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Object } data => Member(data, "error") ?? Member(data, "msg") ?? "",
        _ => "",
    };

    private static string? Member(JsonElement data, string name)
        => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
