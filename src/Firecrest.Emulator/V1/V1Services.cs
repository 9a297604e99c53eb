using Firecrest.Emulator.Compute;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Staging;
using Firecrest.Emulator.Status;
using Firecrest.Emulator.Tokens;
using Firecrest.Emulator.V1.Compute;
using Firecrest.Emulator.V1.Reservations;
using Firecrest.Emulator.V1.Status;
using Firecrest.Emulator.V1.Storage;
using Firecrest.Emulator.V1.Tasks;
using Firecrest.Emulator.V1.Utilities;

namespace Firecrest.Emulator.V1;

/// <summary>Puts the services of v1 together, on the scheduler and the files of v2.</summary>
internal sealed class V1Services(
    Scheduler scheduler, HealthBoard health, ReservationBoard reservations, RemoteFiles files, JobFiles jobFiles, TaskBoard tasks, ObjectStore store,
    UrlSigner signer, FaultRules faults, FirecrestEmulatorOptions options)
{
    public V1Server Server(TokenReader tokens)
    {
        // It knows no REST API of Slurm: all goes over ssh.
        FirecrestEmulatorOptions overSsh = options with { Connection = EmulatedConnection.Ssh };
        var machines = new Machines(health, options);
        var submission = new V1Submission(new Submission(files, reservations, overSsh), scheduler, jobFiles, files, options);
        var access = new ComputeAccess(machines);
        var queue = new JobQueue(scheduler, submission, faults, files, options);
        var accounting = new JobAccounting(scheduler, queue, faults, options);
        var storage = new StorageAccess(machines);
        var utility = new Utility(machines, health, options);
        IReadOnlyList<V1Route> routes =
        [
            .. new V1StatusRoutes(machines, health, options).Routes(),
            .. new TaskRoutes(tasks, options).Routes(),
            .. new ListUtility(utility, files, options).Routes(),
            .. new ReadUtilities(utility, files).Routes(),
            .. new ContentUtilities(utility, files, options).Routes(),
            .. new WriteUtilities(utility, files).Routes(),
            .. new PermissionUtilities(utility, files, options).Routes(),
            .. new ArchiveUtilities(utility, files, options).Routes(),
            .. new V1ComputeRoutes(access, tasks, submission, queue, accounting, scheduler, files, options).Routes(),
            .. new ClusterRoutes(access, tasks, scheduler, reservations, options).Routes(),
            .. new InternalTransfers(storage, new TransferCommands(files, options), tasks, submission).Routes(),
            .. new ExternalTransfers(storage, new StagingForms(signer, options), store, files, tasks, faults, options).Routes(),
            .. new ReservationRoutes(machines, reservations, options).Routes(),
        ];
        return new V1Server(new V1Gateway(options), new V1Authentication(tokens, options), new StatusCache(options), routes);
    }
}
