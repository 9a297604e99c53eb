using Firecrest.Emulator.Archives;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utilities <c>compress</c> and <c>extract</c>, within the time limit of commands.</summary>
internal sealed class ArchiveUtilities(Utility utility, RemoteFiles files, FirecrestEmulatorOptions options)
{
    public IEnumerable<V1Route> Routes()
    {
        yield return new("POST", "/utilities/compress", Compress);
        yield return new("POST", "/utilities/extract", Extract);
    }

    private async Task<V1Answer> Compress(V1Exchange exchange)
    {
        await utility.Begin(exchange, "compress").ConfigureAwait(false);
        string target = Utility.Text(exchange, "compress", "targetPath");
        string source = Utility.Text(exchange, "compress", "sourcePath");
        bool follows = V1Exchange.IsTrue(exchange.Form["dereference"]);
        return await Run(exchange, "compress", stop => new ArchiveWriter(files, options).Write(
            ArchiveSource.Of(source, follows), target, Compression.Gzip, stop)).ConfigureAwait(false);
    }

    private async Task<V1Answer> Extract(V1Exchange exchange)
    {
        await utility.Begin(exchange, "extract").ConfigureAwait(false);
        string target = Utility.Text(exchange, "extract", "targetPath");
        string source = Utility.Text(exchange, "extract", "sourcePath");
        Func<CancellationToken, CommandResult> command = ExtractCommand.Of(files, source, target, exchange.Form["type"]);
        return await Run(exchange, "extract", command).ConfigureAwait(false);
    }

    private Task<V1Answer> Run(V1Exchange exchange, string name, Func<CancellationToken, CommandResult> command)
        => utility.Run(exchange, name, e => $"tar: {e}", () =>
        {
            using var time = new CancellationTokenSource(options.CommandTimeout, options.TimeProvider);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, exchange.Aborted);
            try
            {
                CommandResult result = command(limit.Token);
                // What was found out so far is printed in front of the first complaint.
                return result.ExitCode == 0 ? V1Answer.Success(201, $"Success to {name} file.", "") : throw new CommandFailure(result.Error.TrimStart('\n'));
            }
            catch (OperationCanceledException) when (time.IsCancellationRequested)
            {
                return CommandErrors.Timeout(Utility.Description(name));
            }
        });
}
