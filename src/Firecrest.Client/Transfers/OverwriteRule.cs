namespace Firecrest.Client;

/// <summary>What happens to a file that is there already.</summary>
public enum OverwriteRule
{
    /// <summary>It is replaced.</summary>
    Replace,

    /// <summary>It is left as it is, and the transfer fails before anything is moved.</summary>
    Refuse,
}
