using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>What there is: systems, their health, nodes, partitions and reservations, and who we are.</summary>
internal static class SystemCommands
{
    private static readonly string[] ServiceTypes = ["scheduler", "filesystem", "ssh", "s3"];

    public static Command WhoAmI(CommandFactory factory) => factory.Create("whoami", "Shows the user that the token stands for, on a system.", [], async session =>
        session.Results.Write(Kinds.User, UserDocument.From(await session.Client.GetUserInfoAsync(session.SystemName, session.CancellationToken))));

    public static Command Nodes(CommandFactory factory) => factory.Create("nodes", "Lists the nodes of a system.", [], ListNodes);

    public static Command Reservations(CommandFactory factory) => factory.Create("reservations", "Lists the reservations of a system.", [], ListReservations);

    public static async Task ListNodes(Session session)
        => session.Results.WriteList(Kinds.Node, [.. (await session.Client.GetNodesAsync(session.SystemName, session.CancellationToken)).Select(NodeDocument.From)]);

    public static async Task ListReservations(Session session)
        => session.Results.WriteList(Kinds.Reservation, [.. (await session.Client.GetReservationsAsync(session.SystemName, session.CancellationToken)).Select(ReservationDocument.From)]);

    public static async Task ListPartitions(Session session, GetPartitionsOptions? options)
        => session.Results.WriteList(Kinds.Partition, [.. (await session.Client.GetPartitionsAsync(session.SystemName, options, session.CancellationToken)).Select(PartitionDocument.From)]);

    public static Command Systems(CommandFactory factory)
    {
        // One of pyFirecREST's words too, which print JSON.
        return factory.ForPrograms().Create("systems", "Lists the systems; as JSON unless -o or a setting says otherwise.", PyFirecrestCommands.Pager(), async session =>
        {
            var systems = await session.Client.GetSystemsAsync(session.CancellationToken);
            session.Results.WriteList(Kinds.System, [.. systems.Select(SystemDocument.From)]);
        });
    }

    public static Command Status(CommandFactory factory)
    {
        var require = Option<string?>("--require", "Services that must be healthy, separated by commas: scheduler, filesystem, filesystem:/scratch, ssh, s3. Otherwise the exit code is 7.");
        var wait = Option<string?>("--wait", "How long to wait for those of --require, through outages too.");
        var poll = Option<string?>("--poll", "The time between two looks (default 15s).");
        return factory.Create("status", "Shows the services of the systems, or of one system.", [require, wait, poll], async session =>
        {
            var limit = session.Time(wait);
            var pause = session.Time(poll) ?? TimeSpan.FromSeconds(15);
            var demands = session.Get(require)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            if (limit is not null && demands.Length == 0)
            {
                throw new UsageException("What is waited for? --wait needs --require.");
            }

            var started = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var isLast = limit is null || TimeProvider.System.GetElapsedTime(started) + pause > limit;
                IReadOnlyList<ServiceDocument> services;
                try
                {
                    services = await FindServices(session);
                }
                catch (FirecrestException outage) when (outage.IsTransient && !isLast)
                {
                    session.Notes.Write($"{outage.Message} Looking again.");
                    await Task.Delay(pause, session.CancellationToken);
                    continue;
                }

                CheckDemands(demands, services);
                var broken = demands.Where(demand => !IsMet(demand, services)).ToList();
                if (broken.Count == 0 || isLast)
                {
                    session.Results.WriteList(Kinds.Service, services);
                    if (broken.Count > 0)
                    {
                        throw new OutcomeException(ExitCode.Temporary, $"Not healthy: {string.Join(", ", broken)}.");
                    }

                    return;
                }

                session.Notes.Write($"Not healthy: {string.Join(", ", broken)}; looking again.");
                await Task.Delay(pause, session.CancellationToken);
            }
        });
    }

    private static async Task<IReadOnlyList<ServiceDocument>> FindServices(Session session)
    {
        IReadOnlyList<SystemInfo> systems = session.Settings.Get(Configuration.Setting.System) is { Length: > 0 } name
            ? [await session.Client.GetSystemAsync(name, session.CancellationToken)]
            : await session.Client.GetSystemsAsync(session.CancellationToken);
        return [.. systems.SelectMany(system => system.Services.Select(service => ServiceDocument.From(system, service)))];
    }

    /// <summary>A service that nobody has checked is not known to be healthy.</summary>
    private static bool IsMet(string demand, IReadOnlyList<ServiceDocument> services)
    {
        var meant = services.Where(service => IsMeant(demand, service)).ToList();
        return meant.Count > 0 && meant.TrueForAll(service => service.Healthy);
    }

    private static bool IsMeant(string demand, ServiceDocument service)
    {
        var parts = demand.Split(':', 2);
        return service.ServiceType == parts[0] && (parts.Length == 1 || service.Path == parts[1]);
    }

    /// <summary>A word that means nothing would be waited for in vain. One of the server's own may be missing for a while, when its check failed as a whole.</summary>
    private static void CheckDemands(IReadOnlyList<string> demands, IReadOnlyList<ServiceDocument> services)
    {
        var unknown = demands.FirstOrDefault(demand => !ServiceTypes.Contains(demand) && !services.Any(service => IsMeant(demand, service)));
        if (unknown is not null && (!unknown.StartsWith("filesystem:", StringComparison.Ordinal) || services.Any(service => service.ServiceType == "filesystem")))
        {
            var known = services.Select(service => service.Path is null ? service.ServiceType : $"{service.ServiceType}:{service.Path}").Distinct();
            throw new UsageException($"--require: there is no service '{unknown}'. There are {string.Join(", ", known)}.");
        }
    }

    public static Command Partitions(CommandFactory factory)
    {
        var hidden = Option<bool>("--show-hidden", "Also partitions that the scheduler hides.", "-a");
        return factory.Create("partitions", "Lists the partitions (queues) of a system.", [hidden], session => ListPartitions(session, new() { ShowHidden = session.Get(hidden) }));
    }
}
