using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1;

/// <summary>What every service says of itself to the others.</summary>
internal static class ServiceStatus
{
    public static V1Answer Answer => new(200, new JsonObject { ["success"] = "ack" });
}
