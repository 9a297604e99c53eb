using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Jobs, nodes and partitions.</summary>
public class ComputeClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected ComputeClient() => _pipeline = null!;

    internal ComputeClient(FirecrestPipeline pipeline) => _pipeline = pipeline;
}
