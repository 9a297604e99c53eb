using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Files, directly.</summary>
public partial class UtilitiesClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected UtilitiesClient() => _pipeline = null!;

    internal UtilitiesClient(FirecrestPipeline pipeline) => _pipeline = pipeline;
}
