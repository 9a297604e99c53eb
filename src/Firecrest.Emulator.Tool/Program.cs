// firecrest-emulator: starts an emulator, prints the environment that clients read, and runs until it is told to end.
using System.CommandLine;
using System.Net.Sockets;
using Firecrest.Emulator;

var port = new Option<int>("--port") { Description = "The loopback port to listen on; 0 for a free one.", DefaultValueFactory = _ => 0 };
var root = new Option<DirectoryInfo?>("--root") { Description = "The folder that holds the remote file systems; without it a temporary one, deleted at the end." };
var slots = new Option<int>("--slots") { Description = "How many jobs run at the same time; the others wait in the queue.", DefaultValueFactory = _ => 2 };

var command = new RootCommand("A FirecREST server on loopback, with its own token endpoint, files and scheduler. Jobs are real processes of this machine.")
{
    port, root, slots,
};
command.SetAction(async (result, cancellationToken) =>
{
    var options = new FirecrestEmulatorOptions
    {
        Port = result.GetValue(port),
        RootFolder = result.GetValue(root)?.FullName,
        Slots = result.GetValue(slots),
    };
    try
    {
        await using var emulator = await FirecrestEmulator.StartAsync(options, cancellationToken);
        Console.WriteLine($"""
            export FIRECREST_URL={emulator.BaseAddress}
            export FIRECREST_V1_URL={emulator.V1BaseAddress}
            export FIRECREST_CLIENT_ID={emulator.ClientId}
            export FIRECREST_CLIENT_SECRET={emulator.ClientSecret}
            export AUTH_TOKEN_URL={emulator.TokenEndpoint}
            export FIRECREST_SYSTEM={emulator.SystemName}
            """);
        Console.Error.WriteLine($"The emulator runs; its home directory {emulator.HomeDirectory} is {emulator.GetLocalPath(emulator.HomeDirectory)}. Ctrl-C ends it and its jobs.");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception exception) when (exception is IOException or SocketException or ArgumentException or PlatformNotSupportedException)
    {
        Console.Error.WriteLine($"firecrest-emulator: {exception.Message}");
        return 1;
    }

    return 0;
});

return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
