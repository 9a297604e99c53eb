using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Services, systems and settings of the server.</summary>
public class StatusClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected StatusClient() => _pipeline = null!;

    internal StatusClient(FirecrestPipeline pipeline) => _pipeline = pipeline;
}
