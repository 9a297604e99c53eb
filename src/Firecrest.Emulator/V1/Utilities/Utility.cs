using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>What all utilities have in common: each runs one command on the machine of the request, and waits for it.</summary>
internal sealed class Utility(Machines machines, HealthBoard health, FirecrestEmulatorOptions options)
{
    /// <summary>The header of the machine and the form, which all are looked at before anything else.</summary>
    public async Task Begin(V1Exchange exchange, string command)
    {
        string name = exchange.Header(Machines.Header) ?? throw new V1Refusal(V1Answer.Refused(400, Machines.NoName));
        if (!machines.Knows(name))
        {
            throw new V1Refusal(V1Answer.Refused(
                400, Description(command), "Machine does not exist", "X-Machine-Does-Not-Exist", "Machine does not exist"));
        }

        exchange.Machine = name;
        exchange.State = machines.StateOf(name, exchange.User, HealthBoard.Ssh);
        if (exchange.Http.Request.Method != "GET")
        {
            exchange.Form = await FormReading.Read(exchange, options.MaxOpsFileSize, limit => V1Answer.Refused(
                413, $"Failed to upload file. The file is over {limit} bytes")).ConfigureAwait(false);
        }
    }

    /// <summary>A text of the query, or of the form; what cannot be in a command is refused.</summary>
    public static string Text(V1Exchange exchange, string command, string name)
        => Checked(exchange.Http.Request.Method == "GET" ? exchange.Query(name) : exchange.Form[name], Description(command), $"'{name}'");

    /// <summary>The text, or a refusal that says what is wrong with it.</summary>
    public static string Checked(string? text, string description, string name)
        => InputText.Complaint(text) is { } complaint ? throw new V1Refusal(V1Answer.Refused(400, description, $"{name} {complaint}")) : text!;

    /// <summary>Answers what a command does, or how it fails; <paramref name="text"/> is what it prints for a reason.</summary>
    public async Task<V1Answer> Run(V1Exchange exchange, string command, Func<string, string> text, Func<Task<V1Answer>> run)
    {
        string description = Description(command);
        if (CommandErrors.OfMachine(exchange.State, description, exchange.Machine, exchange.User) is { } refused)
        {
            return refused;
        }

        if (!health.IsHealthy(exchange.Machine, HealthBoard.Filesystem))
        {
            // A command on a broken file system hangs.
            return CommandErrors.Timeout(description);
        }

        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (CommandFailure e)
        {
            return CommandErrors.Of(description, e.Message);
        }
        catch (RemoteFileException e)
        {
            return CommandErrors.Of(description, text(e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandErrors.Of(description, text(RemoteFileException.From(e).Message));
        }
    }

    public Task<V1Answer> Run(V1Exchange exchange, string command, Func<string, string> text, Func<V1Answer> run)
        => Run(exchange, command, text, () => Task.FromResult(run()));

    public static string Description(string command) => $"Error on {command} operation";
}
