using Firecrest.Client.Http;

namespace Firecrest.Client.V2;

/// <summary>The operations of FirecREST v2 as the API has them, one pair of methods each.</summary>
public class FirecrestV2
{
    /// <summary>For mocks.</summary>
    protected FirecrestV2()
    {
        Status = null!;
        Compute = null!;
        Filesystem = null!;
        Transfer = null!;
    }

    internal FirecrestV2(FirecrestPipeline pipeline)
    {
        Status = new StatusClient(pipeline);
        Compute = new ComputeClient(pipeline);
        Filesystem = new FilesystemClient(pipeline);
        Transfer = new TransferClient(pipeline);
    }

    /// <summary>Systems and users: <c>/status</c>.</summary>
    public virtual StatusClient Status { get; }

    /// <summary>Jobs: <c>/compute</c>.</summary>
    public virtual ComputeClient Compute { get; }

    /// <summary>Files, directly: <c>/filesystem/{system_name}/ops</c>.</summary>
    public virtual FilesystemClient Filesystem { get; }

    /// <summary>Files, by jobs of the scheduler: <c>/filesystem/{system_name}/transfer</c>.</summary>
    public virtual TransferClient Transfer { get; }
}
