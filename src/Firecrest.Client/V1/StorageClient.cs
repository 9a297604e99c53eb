using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Files, by jobs of the scheduler or through an object store.</summary>
public partial class StorageClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected StorageClient() => _pipeline = null!;

    internal StorageClient(FirecrestPipeline pipeline) => _pipeline = pipeline;
}
