namespace Firecrest.Emulator.V1;

/// <summary>What happens when a service connects to a machine for a user.</summary>
internal enum MachineState
{
    Ready,

    /// <summary>Nobody listens there.</summary>
    Refusing,

    /// <summary>Its name cannot be resolved.</summary>
    Unreachable,

    /// <summary>The user may not use it.</summary>
    Forbidden,

    /// <summary>It does not know the user.</summary>
    UnknownUser,
}
