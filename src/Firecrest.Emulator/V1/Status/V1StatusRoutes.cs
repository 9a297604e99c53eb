using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;

namespace Firecrest.Emulator.V1.Status;

/// <summary>The operations under <c>status</c> of v1.</summary>
internal sealed class V1StatusRoutes(Machines machines, HealthBoard health, FirecrestEmulatorOptions options)
{
    private const string Version = "v1.16.6";
    private const string Built = "2025-07-15T13:48:30Z";
    private const int LargestStagedFile = 5120; // MB

    private static readonly string[] Services = ["certificator", "compute", "reservations", "storage", "tasks", "utilities"];

    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/status/services", _ => List("List of services with status and description.", Services.Select(Service)));
        yield return new("GET", "/status/services/{service}", OneService);
        yield return new("GET", "/status/systems", exchange => List("List of systems with status and description.", Each(name => System(name, exchange.User))));
        yield return new("GET", "/status/systems/{system}", OneSystem);
        yield return new("GET", "/status/parameters", _ => Out("Firecrest's parameters", Parameters()));
        yield return new("GET", "/status/filesystems", AllFileSystems);
        yield return new("GET", "/status/filesystems/{system}", FileSystemsOfOne);
    }

    private IEnumerable<JsonNode> Each(Func<string, JsonNode> row) => options.SystemNames.Select(row);

    private static V1Answer List(string description, IEnumerable<JsonNode> rows) => Out(description, new JsonArray([.. rows]));

    private static V1Answer Out(string description, JsonNode rows) => new(200, new JsonObject { ["description"] = description, ["out"] = rows });

    private static JsonObject Service(string name) => new()
    {
        ["service"] = name,
        ["status"] = "available",
        ["status_code"] = 200,
        ["description"] = "server up & flask running",
    };

    private static V1Answer OneService(V1Exchange exchange)
    {
        string name = exchange["service"];
        return Services.Contains(name)
            ? new V1Answer(200, Service(name))
            : new V1Answer(404, new JsonObject { ["description"] = "Service does not exists", ["status_code"] = 404 });
    }

    private V1Answer OneSystem(V1Exchange exchange)
    {
        string name = exchange["system"];
        return machines.Knows(name) ? Out("System information", System(name, exchange.User)) : V1Answer.Refused(404, "System does not exists.");
    }

    private JsonObject System(string name, string user)
    {
        MachineState state = machines.StateOf(name, user, HealthBoard.Ssh);
        return new JsonObject
        {
            ["system"] = name,
            ["status"] = state == MachineState.Ready ? "available" : "not available",
            ["description"] = state switch
            {
                MachineState.Ready => "System ready",
                MachineState.Unreachable => "System down",
                _ => "System does not accept connections",
            },
        };
    }

    private V1Answer AllFileSystems(V1Exchange exchange)
    {
        var all = new JsonObject();
        foreach (string name in options.SystemNames)
        {
            all[name] = FileSystems(name, exchange.User);
        }

        return Out("Filesystem information", all);
    }

    private V1Answer FileSystemsOfOne(V1Exchange exchange)
    {
        string name = exchange["system"];
        string description = "Filesystem information for system " + name;
        return machines.Knows(name)
            ? Out(description, FileSystems(name, exchange.User))
            : new V1Answer(404, new JsonObject { ["description"] = description, ["out"] = $"System '{name}' doesn't exist" });
    }

    private JsonArray FileSystems(string name, string user)
    {
        bool works = machines.StateOf(name, user, HealthBoard.Ssh) == MachineState.Ready && health.IsHealthy(name, HealthBoard.Filesystem);
        return new JsonArray([.. RemoteFiles.FileSystems.Select(path => (JsonNode)new JsonObject
        {
            ["name"] = path.TrimStart('/').ToUpperInvariant(),
            ["path"] = path,
            ["description"] = path == "/home" ? "Users home filesystem" : "Scratch filesystem",
            ["status"] = works ? "available" : "not available",
            ["status_code"] = works ? 200 : 400,
        })]);
    }

    private JsonObject Parameters() => new()
    {
        ["general"] = new JsonArray(
            Parameter("FIRECREST_VERSION", "", "FirecREST version.", Version),
            Parameter("FIRECREST_BUILD", "", "FirecREST build timestamp.", Built)),
        ["compute"] = new JsonArray(
            Parameter("WORKLOAD_MANAGER", "", "Type of resource and workload manager used in compute microservice.", "Slurm")),
        ["storage"] = new JsonArray(
            Parameter(
                "OBJECT_STORAGE",
                "",
                "Type of object storage, like `swift`, `s3v2` or `s3v4`.",
                options.V1.Staging == EmulatedStaging.S3V4 ? "s3v4" : "s3v2"),
            Parameter("STORAGE_TEMPURL_EXP_TIME", "seconds", "Expiration time for temp URLs.", Number(options.StagingUrlLifetime.TotalSeconds)),
            Parameter("STORAGE_MAX_FILE_SIZE", "MB", "Maximum file size for temp URLs.", Number(LargestStagedFile)),
            Parameter("FILESYSTEMS", "", "Available filesystems through the API.", new JsonArray([.. Each(Mounted)]))),
        ["utilities"] = new JsonArray(
            Parameter(
                "UTILITIES_MAX_FILE_SIZE",
                "MB",
                "The maximum allowable file size for various operations of the utilities microservice.",
                Number(options.MaxOpsFileSize / 1048576.0)),
            Parameter(
                "UTILITIES_TIMEOUT",
                "seconds",
                "Maximum time duration for executing the commands in the cluster for the utilities microservice.",
                Number(Math.Ceiling(options.CommandTimeout.TotalSeconds)))),
    };

    private static JsonObject Mounted(string system) => new()
    {
        ["system"] = system,
        ["mounted"] = new JsonArray([.. RemoteFiles.FileSystems.Select(path => (JsonNode)path)]),
    };

    private static JsonObject Parameter(string name, string unit, string description, JsonNode value) => new()
    {
        ["name"] = name,
        ["unit"] = unit,
        ["description"] = description,
        ["value"] = value,
    };

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
