using Firecrest.Emulator.Health;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>How the compute service looks at the machine of a request.</summary>
internal sealed class ComputeAccess(Machines machines)
{
    public const string JobsFailed = "Failed to retrieve jobs information";
    public const string AccountFailed = "Failed to retrieve account information";

    /// <summary>Reads the header; what is unknown is refused.</summary>
    public void RequireMachine(V1Exchange exchange, string description = JobsFailed, bool namesOperation = false)
    {
        string? name = exchange.Header(Machines.Header);
        if (name is null)
        {
            throw new V1Refusal(namesOperation ? V1Answer.Refused(400, description, Machines.NoName) : V1Answer.Refused(400, Machines.NoName));
        }

        if (!machines.Knows(name))
        {
            // With an s at the end, unlike the utilities.
            throw new V1Refusal(V1Answer.Refused(400, description, "Machine does not exists", "X-Machine-Does-Not-Exists", "Machine does not exists"));
        }

        exchange.Machine = name;
        exchange.State = machines.StateOf(name, exchange.User, HealthBoard.Ssh, HealthBoard.Scheduler);
    }

    /// <summary>Refuses when the machine cannot be used.</summary>
    public static void RequireReady(V1Exchange exchange, string description = JobsFailed)
    {
        V1Answer? refusal = exchange.State switch
        {
            MachineState.Ready => null,
            MachineState.Unreachable => V1Answer.Refused(400, description, null, "X-Machine-Not-Available", "Machine is not available"),
            MachineState.Forbidden => V1Answer.Refused(
                404, description, null, "X-Permission-Denied", "User does not have permissions to access machine or path"),
            _ => V1Answer.Refused(400, description),
        };
        if (refusal is not null)
        {
            throw new V1Refusal(refusal);
        }
    }
}
