using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>The helpers for systems on FirecREST v1.</summary>
internal sealed class V1Systems(FirecrestPipeline pipeline, TaskLooks tasks, V1Settings settings)
{
    private static readonly StatusReadOptions Afresh = new() { Fresh = true };

    public async ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken)
    {
        var systems = await pipeline.SendCore(StatusRequests.GetSystems(null), async, cancellationToken).ConfigureAwait(false);
        var parameters = await settings.GetParameters(async, cancellationToken).ConfigureAwait(false);
        return [.. systems.Select(system => Describe(system, parameters)).OrderBy(system => system.Name, StringComparer.Ordinal)];
    }

    public async ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken)
    {
        var system = await pipeline.SendCore(StatusRequests.GetSystem(systemName, Afresh), async, cancellationToken).ConfigureAwait(false);
        return Describe(system, await settings.GetParameters(async, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken)
    {
        var ticket = await pipeline.SendCore(ComputeRequests.GetReservations(systemName, null), async, cancellationToken).ConfigureAwait(false);
        var task = await new TaskPoller(tasks, ticket.TaskId, new(), static _ => false).Wait(async, cancellationToken).ConfigureAwait(false);
        var offset = ServerClock.OffsetOf(task);
        return [.. TaskPoller.Read(pipeline, ticket, task).Select(reservation => new ReservationInfo
        {
            Name = reservation.Name,
            State = reservation.State,
            NodeList = reservation.NodeList,
            StartTime = ServerClock.ToInstant(reservation.StartTime, offset),
            EndTime = ServerClock.ToInstant(reservation.EndTime, offset),
            Features = reservation.Features.Count == 0 ? null : string.Join(',', reservation.Features),
        })];
    }

    /// <summary>The server does not tell of checks that it makes by itself; that it answers afresh is what counts.</summary>
    public async ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken)
    {
        await pipeline.SendCore(StatusRequests.GetServices(Afresh), async, cancellationToken).ConfigureAwait(false);
        return new LivenessReport();
    }

    public async ValueTask<T> Run<T>(ApiRequest<TaskTicket<T>> request, bool async, CancellationToken cancellationToken)
    {
        var ticket = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        return await TaskPoller.Wait(tasks, ticket, new(), async, cancellationToken).ConfigureAwait(false);
    }

    private static SystemInfo Describe(SystemStatus system, ServerParameters parameters) => new()
    {
        Name = system.Name,
        SchedulerType = (parameters.Find("WORKLOAD_MANAGER") ?? "").ToLowerInvariant(),
        SchedulerConnectionMode = "ssh",
        Services = [new ServiceHealth { ServiceType = "ssh", IsHealthy = system.IsAvailable, Message = system.Description }],
        FileSystems = [.. parameters.FileSystems.GetValueOrDefault(system.Name, []).Select(path => new FileSystemInfo { Path = path })],
        DirectLimit = parameters.FindNumber("UTILITIES_MAX_FILE_SIZE") is { } mebibytes and < 1024 * 1024 ? mebibytes * 1024 * 1024 : SystemInfo.DefaultDirectLimit,
        TransferMethod = parameters.Find("OBJECT_STORAGE") is ['s', '3', ..] ? TransferMethod.S3 : null,
        CommandTimeout = parameters.FindNumber("UTILITIES_TIMEOUT") is { } seconds and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null,
    };
}
