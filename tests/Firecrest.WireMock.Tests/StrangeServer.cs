using System.Globalization;
using Firecrest.Client;
using Firecrest.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Firecrest.WireMock.Tests;

/// <summary>One server for the tests of a class, each of which has a base address of its own there.</summary>
public sealed class StrangeServer : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();
    private int _addresses;

    public void Dispose() => _server.Dispose();

    /// <summary>Gives the same answer to every request below a new base address; for a submission, only after the question which systems there are.</summary>
    internal StrangeSite Answering(Func<IResponseBuilder, IResponseBuilder> answer, bool tellsSystems = false)
    {
        var path = $"/{Interlocked.Increment(ref _addresses).ToString(CultureInfo.InvariantCulture)}/";
        _server.Given(Request.Create().WithPath(path + "*")).RespondWith(answer(Response.Create()));
        if (tellsSystems)
        {
            _server.Given(Request.Create().WithPath(path + "status/systems")).AtPriority(-1).RespondWith(Response.Create().WithBody(Fixture.Load("v2/status/systems").Body));
        }

        return new StrangeSite(new Uri(_server.Url! + path), () => [.. _server.LogEntries.Select(entry => entry.RequestMessage!).Where(request => request.Path.StartsWith(path, StringComparison.Ordinal)).Select(request => request.Method)]);
    }

    internal StrangeSite Answering(int status, string contentType, byte[] body, bool tellsSystems = false)
        => Answering(response => response.WithStatusCode(status).WithHeader("Content-Type", contentType).WithBody(body), tellsSystems);
}

/// <summary>An address at which something answers, and how often it was asked.</summary>
internal sealed record StrangeSite(Uri Address, Func<IReadOnlyCollection<string>> GetMethods)
{
    public int CountRequests() => GetMethods().Count;

    /// <summary>Without the looks that follow a submission whose answer is lost.</summary>
    public int CountPosts() => GetMethods().Count(method => method == "POST");

    /// <summary>Waits between attempts take no time.</summary>
    public FirecrestClient CreateClient()
        => new(Address, new StaticTokenAuth("token"), new FirecrestClientOptions { TimeProvider = new InstantTime(), NetworkTimeout = InstantTime.NeverStrikes });
}
