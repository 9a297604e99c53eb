using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>Reservations of nodes.</summary>
public class ReservationsClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected ReservationsClient() => _pipeline = null!;

    internal ReservationsClient(FirecrestPipeline pipeline) => _pipeline = pipeline;
}
