namespace Firecrest.Client;

/// <summary>The generation of the FirecREST API that a server speaks.</summary>
public enum FirecrestApiVersion
{
    /// <summary>FirecREST v2, 2.2 and later.</summary>
    V2,

    /// <summary>FirecREST v1, 1.16.</summary>
    V1,

    /// <summary>Whichever the server speaks: one request, before the first one of a helper, finds it out.</summary>
    Auto,
}
