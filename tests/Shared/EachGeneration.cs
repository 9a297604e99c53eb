using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Firecrest.Testing;

/// <summary>Runs a theory on both generations of the API, told and found out, each with the synchronous and the asynchronous members.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachGenerationAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. from generation in Enum.GetValues<Generation>() from mode in Enum.GetValues<Mode>() select new TheoryDataRow(generation, mode)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Which API a client speaks, and whether it was told so.</summary>
public enum Generation
{
    V2,
    V1,
    FoundV2,
    FoundV1,
}

internal static class GenerationExtensions
{
    public static bool IsV1(this Generation generation) => generation is Generation.V1 or Generation.FoundV1;
}
