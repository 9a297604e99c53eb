namespace Firecrest.Client;

/// <summary>How an archive is compressed. FirecREST 2.4.0 and later; older servers know gzip only.</summary>
public enum CompressionType
{
    /// <summary>Not at all: a plain tar.</summary>
    None,

    /// <summary>By bzip2.</summary>
    Bzip2,

    /// <summary>By gzip, the server's default.</summary>
    Gzip,

    /// <summary>By xz.</summary>
    Xz,
}
