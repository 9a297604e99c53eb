using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

internal sealed class CreatedTaskAnswer
{
    public string? TaskId { get; set; }
}

internal sealed class TaskAnswer
{
    public WireTask? Task { get; set; }
}

internal sealed class TasksAnswer
{
    public IReadOnlyDictionary<string, WireTask>? Tasks { get; set; }
}

internal sealed class WireTask
{
    /// <summary>Older servers send the id under this name only.</summary>
    public string? HashId { get; set; }

    public string? TaskId { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Status { get; set; }

    public string? Description { get; set; }

    public JsonElement Data { get; set; }

    public string? Service { get; set; }

    public string? System { get; set; }

    public string? User { get; set; }

    [JsonConverter(typeof(LocalTime))]
    public DateTime? CreatedAt { get; set; }

    [JsonConverter(typeof(LocalTime))]
    public DateTime? UpdatedAt { get; set; }

    [JsonConverter(typeof(LocalTime))]
    public DateTime? LastModify { get; set; }

    public TaskInfo ToModel() => new()
    {
        TaskId = JsonBody.Needed(TaskId ?? HashId),
        State = int.TryParse(Status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? new(code) : throw new JsonException($"The status of the task is '{Status}', which is no number."),
        Description = Description ?? "",
        Data = Data,
        Service = Service ?? "",
        SystemName = System ?? "",
        User = User ?? "",
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt ?? LastModify,
    };
}
