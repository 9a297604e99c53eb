namespace Firecrest.Emulator;

/// <summary>How the emulated server speaks with its scheduler.</summary>
public enum EmulatedConnection
{
    /// <summary>With commands over ssh.</summary>
    Ssh,

    /// <summary>With the REST API of Slurm: no metadata, no script files, no attach.</summary>
    Rest,

    /// <summary>With the REST API of Slurm, and with commands for what it cannot do, except attach.</summary>
    Hybrid,
}
