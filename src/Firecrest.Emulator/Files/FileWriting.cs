using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The operations under <c>filesystem/{system}/ops</c> that change files.</summary>
internal sealed class FileWriting(RemoteFiles files, FirecrestEmulatorOptions options)
{
    public IEnumerable<Route> Routes()
    {
        yield return new("POST", "/filesystem/{system}/ops/mkdir", MakeDirectory) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
        yield return new("POST", "/filesystem/{system}/ops/upload", Upload) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Form };
        yield return new("DELETE", "/filesystem/{system}/ops/rm", Remove) { Services = [HealthBoard.Ssh], NamesFile = true };
    }

    private async Task MakeDirectory(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        bool parents = body.Flag("parent");
        body.Check();
        string path = exchange.Path;
        RemoteEntry made = await CommandText.Run(
            path, 1, e => $"mkdir: cannot create directory '{path}': {e}", () => new RemoteTree(files).MakeDirectory(path, parents))
            .ConfigureAwait(false);
        await exchange.Answer(201, new RowAnswer(FileRow.Of(path, made, files, options)), EmulatorJson.Default.RowAnswer).ConfigureAwait(false);
    }

    private async Task Upload(Exchange exchange)
    {
        UploadedFile upload = exchange.Upload ?? throw Validation.Error(Validation.Missing(["body", "file"], "None"));
        byte[] content = upload.Content ?? throw new ApiError(413, "File to upload is too large.");
        string path = exchange.Path.TrimEnd('/') + "/" + upload.Name;
        await CommandText.Run(path, 1, e => $"bash: line 1: {path}: {e}", () => new RemoteTree(files).WriteFile(path, content)).ConfigureAwait(false);
        if (content.Length == 0)
        {
            // The server never closes the input of its command when there is nothing to send: the empty file is made all the same.
            await Task.Delay(options.TimeoutAnswerDelay, options.TimeProvider, exchange.Aborted).ConfigureAwait(false);
            throw ApiError.Command(124);
        }

        await exchange.AnswerNothing().ConfigureAwait(false);
    }

    private async Task Remove(Exchange exchange)
    {
        string path = exchange.Path;
        await CommandText.Run(path, 1, e => $"rm: cannot remove '{path}': {e}", () => new RemoteTree(files).Remove(path)).ConfigureAwait(false);
        await exchange.AnswerNothing().ConfigureAwait(false);
    }
}
