using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1.Tasks;

/// <summary>What a task is from one moment on.</summary>
/// <param name="Since">When it came into this status.</param>
/// <param name="Status">The status.</param>
/// <param name="Data">Its data.</param>
internal sealed record TaskStep(DateTimeOffset Since, int Status, JsonNode? Data)
{
    /// <summary>The data as the list of tasks shows it, which hides nothing; null for the same.</summary>
    public JsonNode? ListedData { get; init; }
}
