using Firecrest.Client;
using FluentAssertions.Primitives;

namespace FluentAssertions;

/// <summary>Paths are compared as their texts.</summary>
internal static class RemotePathAssertions
{
    public static StringAssertions Should(this RemotePath path) => path.ToString().Should();

    public static StringAssertions Should(this RemotePath? path) => path?.ToString().Should() ?? ((string?)null).Should();
}
