namespace Firecrest.Client;

/// <summary>What a transfer is doing.</summary>
public enum TransferPhase
{
    /// <summary>It moves bytes.</summary>
    Moving,

    /// <summary>It waits for the system's half: the job that fetches or brings the file.</summary>
    WaitingForSystem,

    /// <summary>It looks whether the file arrived.</summary>
    Verifying,

    /// <summary>The file is there.</summary>
    Done,
}
