namespace Firecrest.Client;

/// <summary>The generation of the FirecREST API that a server speaks.</summary>
public enum FirecrestApiVersion
{
    /// <summary>FirecREST v2, 2.2 and later.</summary>
    V2,

    /// <summary>FirecREST v1. Not supported by this version of the library: making a client for it fails.</summary>
    V1,
}
