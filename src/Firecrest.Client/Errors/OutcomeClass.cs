namespace Firecrest.Client.Errors;

/// <summary>What is known of a request that failed; with the kind of the operation it decides whether a repetition is safe.</summary>
internal enum OutcomeClass
{
    /// <summary>The server understood and said no: the same request gets the same answer.</summary>
    Refused,

    /// <summary>The server did not begin.</summary>
    NotExecuted,

    /// <summary>The server may have done it, in whole or in part.</summary>
    Unknown,

    /// <summary>The server failed on its own account; it may have done it all the same.</summary>
    ServerFault,
}
