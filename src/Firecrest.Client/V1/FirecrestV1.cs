using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>The operations of FirecREST v1 as the API has them, one pair of methods each.</summary>
public class FirecrestV1
{
    /// <summary>For mocks.</summary>
    protected FirecrestV1()
    {
        Status = null!;
        Utilities = null!;
        Compute = null!;
        Storage = null!;
        Tasks = null!;
        Reservations = null!;
    }

    internal FirecrestV1(FirecrestPipeline pipeline, TaskLooks tasks)
    {
        Status = new StatusClient(pipeline);
        Utilities = new UtilitiesClient(pipeline);
        Compute = new ComputeClient(pipeline, tasks);
        Storage = new StorageClient(pipeline);
        Tasks = new TasksClient(pipeline, tasks);
        Reservations = new ReservationsClient(pipeline);
    }

    /// <summary>Services, systems and settings of the server: <c>/status</c>.</summary>
    public virtual StatusClient Status { get; }

    /// <summary>Files, directly: <c>/utilities</c>.</summary>
    public virtual UtilitiesClient Utilities { get; }

    /// <summary>Jobs, nodes and partitions: <c>/compute</c>. Each operation creates a task.</summary>
    public virtual ComputeClient Compute { get; }

    /// <summary>Files, by jobs of the scheduler or through an object store: <c>/storage</c>.</summary>
    public virtual StorageClient Storage { get; }

    /// <summary>The tasks that the operations of <see cref="Compute"/> and <see cref="Storage"/> create: <c>/tasks</c>.</summary>
    public virtual TasksClient Tasks { get; }

    /// <summary>Reservations of nodes: <c>/reservations</c>. Deprecated by the server.</summary>
    public virtual ReservationsClient Reservations { get; }
}
