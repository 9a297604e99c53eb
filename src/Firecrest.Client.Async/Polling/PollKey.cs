namespace Firecrest.Client.Polling;

/// <summary>What polls have in common that one request can answer. The identity is the client's, which has a hub of its own.</summary>
/// <param name="SystemName">The system.</param>
/// <param name="ActiveOnly">True for the queue, which knows jobs that are not over.</param>
/// <param name="Filter">What a list is chosen by; null for polls by id and for the plain list.</param>
/// <param name="Singly">True for jobs that the list is known to lack, so that who asks for many of them does not hold up the others.</param>
internal sealed record PollKey(string SystemName, bool ActiveOnly = false, GetJobsOptions? Filter = null, bool Singly = false);
