namespace Firecrest.Emulator;

/// <summary>The release of the server whose answers an emulator gives.</summary>
public enum EmulatedRelease
{
    /// <summary>Version 2.5: job ids are text.</summary>
    V25,

    /// <summary>Version 2.4: job ids are numbers, and the members of transfer directives are in snake_case.</summary>
    V24,
}
