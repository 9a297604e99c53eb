using System.Reflection;
using Firecrest.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace Firecrest.Client.Tests.Network;

/// <summary>What a client connects to.</summary>
public enum Endpoint
{
    Api,
    Token,
}

/// <summary>Runs a theory in both modes, each for the connection to the API and for the one to the token endpoint.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachEndpointAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. from mode in Enum.GetValues<Mode>() from endpoint in Enum.GetValues<Endpoint>() select new TheoryDataRow(mode, endpoint)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
