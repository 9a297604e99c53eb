using Firecrest.Emulator.Health;

namespace Firecrest.Emulator.V1;

/// <summary>The machines that requests name in a header.</summary>
internal sealed class Machines(HealthBoard health, FirecrestEmulatorOptions options)
{
    public const string Header = "X-Machine-Name";
    public const string NoName = "No machine name given";

    public bool Knows(string name) => options.SystemNames.Contains(name);

    /// <summary>How a machine is, seen by a service that needs these parts of it.</summary>
    public MachineState StateOf(string name, string user, params IEnumerable<string> services)
        => options.V1.ForbiddenSystems.Contains(name) ? MachineState.Forbidden
            : options.V1.RefusingSystems.Contains(name) ? MachineState.Refusing
            : services.Any(service => !health.IsHealthy(name, service)) ? MachineState.Unreachable
            : user != options.UserName ? MachineState.UnknownUser
            : MachineState.Ready;
}
