using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1.Tasks;

/// <summary>The operations under <c>tasks</c>.</summary>
internal sealed class TaskRoutes(TaskBoard board, FirecrestEmulatorOptions options)
{
    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/tasks", List);
        // Meant for other services only, but nobody keeps clients out.
        yield return new("GET", "/tasks/taskslist", ListForServices);
        yield return new("GET", "/tasks/status", _ => ServiceStatus.Answer);
        yield return new("GET", "/tasks/{id}", Get);
    }

    private V1Answer List(V1Exchange exchange)
    {
        string? asked = exchange.Query("tasks");
        if (asked is not null && InputText.Complaint(asked) is { } complaint)
        {
            return V1Answer.Refused(400, "Failed to retrieve tasks information", $"'tasks' {complaint}");
        }

        string[]? ids = asked?.Split(',');
        return Answer((task, _) => task.User == exchange.User && (ids is null || ids.Contains(task.Id)));
    }

    private async Task<V1Answer> ListForServices(V1Exchange exchange)
    {
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(exchange.Http.Request.Body, cancellationToken: exchange.Aborted).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return HtmlPages.InternalError;
        }

        if (body is not JsonObject { } asked || asked["service"] is not JsonValue service || asked["status_code"] is not JsonArray statuses)
        {
            return HtmlPages.InternalError;
        }

        string[] wanted = [.. statuses.Select(status => status?.ToString() ?? "")];
        return Answer((task, step) => task.Service == service.ToString() && wanted.Contains(StatusText(step)));
    }

    private V1Answer Answer(Func<V1Task, TaskStep, bool> filter)
    {
        var tasks = new JsonObject();
        foreach ((string id, JsonObject? row) in board.ReadAll((task, now) => (task.Id, task.ListedAt(now) is { } step && filter(task, step)
            ? Row(task, step, (step.ListedData ?? step.Data)?.DeepClone())
            : null)))
        {
            if (row is not null)
            {
                tasks[id] = row;
            }
        }

        return new V1Answer(200, new JsonObject { ["tasks"] = tasks });
    }

    private V1Answer Get(V1Exchange exchange)
    {
        string id = exchange["id"];
        return board.Read(id, (task, now) => task.User == exchange.User
            ? new V1Answer(200, new JsonObject { ["task"] = WithAddress(Row(task, task.At(now), task.At(now).Data?.DeepClone())) })
            : V1Answer.Refused(403, "Operation not permitted. Invalid task owner."))
            ?? V1Answer.Refused(404, null, $"Task {id} does not exist");
    }

    private static JsonObject WithAddress(JsonObject row)
    {
        row["task_url"] = "/tasks/" + row["task_id"];
        return row;
    }

    private JsonObject Row(V1Task task, TaskStep step, JsonNode? data)
    {
        string changed = ServerTime.Text(step.Since, options);
        return new JsonObject
        {
            ["task_id"] = task.Id,
            ["hash_id"] = task.Id,
            ["user"] = task.User,
            ["status"] = StatusText(step),
            ["description"] = TaskStatus.Description(step.Status),
            ["data"] = data,
            ["service"] = task.Service,
            ["system"] = task.System,
            ["created_at"] = ServerTime.Text(task.Created, options),
            ["updated_at"] = changed,
            ["last_modify"] = changed,
        };
    }

    private static string StatusText(TaskStep step) => step.Status.ToString(CultureInfo.InvariantCulture);
}
