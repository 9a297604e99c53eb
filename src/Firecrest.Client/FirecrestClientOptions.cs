using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firecrest.Client;

/// <summary>Settings of a <see cref="FirecrestClient"/>; copied and checked when the client is made, so later changes have no effect.</summary>
public sealed record FirecrestClientOptions
{
    /// <summary>The generation of the API that the server speaks. Default <see cref="FirecrestApiVersion.V2"/>.</summary>
    public FirecrestApiVersion ApiVersion { get; set; } = FirecrestApiVersion.V2;

    /// <summary>The server's version, if you know it. Servers of generation 2 usually do not tell it. Default: unknown.</summary>
    public Version? ServerVersion { get; set; }

    /// <summary>The time that one attempt may take, from sending to the last byte of the answer. Default 100 s.</summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How failed attempts are repeated.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How connections are made. Not together with <see cref="HttpClient"/>, which brings its own.</summary>
    public NetworkOptions Network { get; set; } = new();

    /// <summary>The connection to use instead of one of the client's own, but not to object stores (<see cref="StagingHttpClient"/>). It is never disposed by the client, and must not follow redirects.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>
    /// The connection to the object store that large files go through, instead of one of the client's own, which follows <see cref="Network"/>. The addresses
    /// of the store are secrets, and requests to it carry no token: it must add none, nor follow redirects. Its <c>Timeout</c> should be infinite, since it counts
    /// while a part is sent, however well that goes. It is never disposed by the client.
    /// </summary>
    public HttpClient? StagingHttpClient { get; set; }

    /// <summary>Allows <c>http:</c> addresses other than loopback, over which tokens travel unencrypted. Default false.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Your program in the User-Agent header, for instance <c>MyPortal/3.1</c>. Default: none.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>Receives the log, under the category <c>Firecrest.Client</c>. Default: none.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The source of time for waits, time limits and the life of tokens. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal FirecrestClientOptions Freeze()
    {
        ArgumentNullException.ThrowIfNull(Retry);
        ArgumentNullException.ThrowIfNull(Network);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        var copy = this with { Retry = Retry with { }, Network = Network.Freeze() };
        copy.Validate();
        return copy;
    }

    private void Validate()
    {
        if (!Enum.IsDefined(ApiVersion))
        {
            throw new ArgumentException($"ApiVersion is {ApiVersion}; it must be V2, V1 or Auto.");
        }

        if (HttpClient is not null && !Network.IsDefault)
        {
            throw new ArgumentException("Both HttpClient and Network are set, but the HttpClient given makes its connections by its own settings. Set one of them.");
        }

        if (StagingHttpClient?.DefaultRequestHeaders.Authorization is not null)
        {
            throw new ArgumentException("StagingHttpClient sends an Authorization header with each request. The object store is not FirecREST, and must not see a token; nor does it accept one.");
        }

        OptionCheck.Positive(NetworkTimeout, nameof(NetworkTimeout));
        Retry.Validate();
        if (ApplicationId is { } id && (id.Length == 0 || id.Any(c => c is < ' ' or > '~')))
        {
            throw new ArgumentException($"ApplicationId is '{id}'; it must be printable ASCII, such as MyPortal/3.1.");
        }
    }
}
