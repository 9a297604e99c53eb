using Firecrest.Emulator.Health;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>How the storage service looks at the machine of a request.</summary>
internal sealed class StorageAccess(Machines machines)
{
    /// <summary>Reads the header and the form, which may be of any size; what is unknown is refused.</summary>
    public async Task Begin(V1Exchange exchange, params IReadOnlyList<string> services)
    {
        string name = exchange.Header(Machines.Header) ?? throw new V1Refusal(V1Answer.Refused(400, Machines.NoName));
        if (!machines.Knows(name))
        {
            throw new V1Refusal(V1Answer.Refused(
                400, "Failed operation", "Machine does not exists", "X-Machine-Does-Not-Exists", "Machine does not exists"));
        }

        exchange.Machine = name;
        exchange.State = machines.StateOf(name, exchange.User, [HealthBoard.Ssh, .. services]);
        exchange.Form = await FormReading.Read(exchange, int.MaxValue, _ => HtmlPages.InternalError).ConfigureAwait(false);
    }

    /// <summary>A text of the form; what cannot be in a command is refused.</summary>
    public static string Text(V1Exchange exchange, string name, string description)
        => InputText.Complaint(exchange.Form[name]) is { } complaint
            ? throw new V1Refusal(V1Answer.Refused(400, description, $"'{name}' {complaint}"))
            : exchange.Form[name]!;

    /// <summary>The header of a command that could not be sent; null when it can.</summary>
    public static (string Name, string Value)? Header(MachineState state) => state switch
    {
        MachineState.Ready => null,
        MachineState.Forbidden => ("X-Permission-Denied", FileProbe.Denied),
        MachineState.Refusing => ("X-Error", "Connection refused"),
        // The other services tell this in a header of its own.
        MachineState.Unreachable => ("X-Error", "Name or service not known"),
        _ => ("X-Error", "Authentication failed."),
    };
}
