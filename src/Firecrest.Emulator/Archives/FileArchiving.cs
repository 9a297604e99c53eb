using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Archives;

/// <summary>The operations <c>filesystem/{system}/ops/compress</c> and <c>extract</c>, within the time limit of file commands.</summary>
internal sealed class FileArchiving(RemoteFiles files, FirecrestEmulatorOptions options)
{
    public IEnumerable<Route> Routes()
    {
        yield return new("POST", "/filesystem/{system}/ops/compress", Compress) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
        yield return new("POST", "/filesystem/{system}/ops/extract", Extract) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
    }

    private Task Compress(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = body.Required("targetPath");
        string? pattern = body.Text("matchPattern");
        bool follows = body.Flag("dereference");
        Compression compression = body.Compression();
        body.Check();
        var source = ArchiveSource.Of(exchange.Path, follows);
        if (!string.IsNullOrEmpty(pattern))
        {
            // The server's command for patterns goes on in the home directory when its cd fails, and knows gzip only.
            source = source with { Folder = Enterable(source.Folder), Name = null, Pattern = FindPattern.TryParse(pattern) };
            compression = Compression.Gzip;
        }

        var writer = new ArchiveWriter(files, options);
        return Answer(exchange, target, limit => writer.Write(source, target, compression, limit));
    }

    private Task Extract(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = body.Required("targetPath");
        Compression compression = body.Compression();
        body.Check();
        return Answer(exchange, target, limit => new ArchiveReader(files).Extract(exchange.Path, target, compression, limit));
    }

    private async Task Answer(Exchange exchange, string target, Func<CancellationToken, CommandResult> command)
    {
        using var time = new CancellationTokenSource(options.CommandTimeout, options.TimeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, exchange.Aborted);
        CommandResult result;
        try
        {
            result = await CommandText.Run(exchange.Path + target, 2, e => $"tar: {e}", () => command(limit.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            throw ApiError.Command(124);
        }

        if (result.ExitCode != 0)
        {
            throw ApiError.Command(result.ExitCode, result.Error);
        }

        await exchange.AnswerNothing().ConfigureAwait(false);
    }

    private string Enterable(string folder)
    {
        try
        {
            return !folder.Contains(' ', StringComparison.Ordinal) && files.Find(folder).IsDirectory ? folder : "/home/" + options.UserName;
        }
        catch (RemoteFileException)
        {
            return "/home/" + options.UserName;
        }
    }
}
