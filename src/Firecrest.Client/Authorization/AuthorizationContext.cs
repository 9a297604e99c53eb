namespace Firecrest.Client;

/// <summary>What an <see cref="IAuthorization"/> is told when a token is asked of it.</summary>
public sealed record AuthorizationContext
{
    /// <summary>Makes a context for requests over the given connection.</summary>
    public AuthorizationContext(HttpClient httpClient) => HttpClient = httpClient ?? throw new ArgumentNullException(nameof(httpClient));

    /// <summary>The connection of the client that asks, with its proxy and certificates: the one to reach an identity provider over.</summary>
    public HttpClient HttpClient { get; }

    /// <summary>True when the server refused the previous token, so that a kept one is of no use.</summary>
    public bool ForceRefresh { get; init; }

    /// <summary>Why a new token is needed, in the server's words; null when there was none yet or the last one nears its end.</summary>
    public string? Reason { get; init; }

    /// <summary>How long one request to an identity provider may take. Default 100 s.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The clock to measure the life of tokens with.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
