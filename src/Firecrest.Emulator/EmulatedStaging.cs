namespace Firecrest.Emulator;

/// <summary>How a v1 server has files put into its object store.</summary>
public enum EmulatedStaging
{
    /// <summary>With a form that is posted (signature version 4).</summary>
    S3V4,

    /// <summary>With a PUT to an address with query parameters (signature version 2).</summary>
    S3V2,
}
