using System.Diagnostics.CodeAnalysis;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The operations under <c>filesystem/{system}/ops</c> that change files.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class FileWriting(RemoteFiles files, FirecrestEmulatorOptions options)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode NewFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

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
        RemoteEntry made = await CommandText.Run(path, 1, e => $"mkdir: cannot create directory '{path}': {e}", () => Make(path, parents))
            .ConfigureAwait(false);
        await exchange.Answer(201, new RowAnswer(FileRow.Of(path, made, files, options)), EmulatorJson.Default.RowAnswer).ConfigureAwait(false);
    }

    private RemoteEntry Make(string path, bool parents)
    {
        RemoteEntry entry;
        try
        {
            entry = files.Resolve(path);
        }
        catch (RemoteFileException e)
            when (parents && e.Message == RemoteFileException.NotFound.Message && path.TrimEnd('/').LastIndexOf('/') is > 0 and var slash)
        {
            Make(path[..slash], parents);
            entry = files.Resolve(path);
        }

        if (entry.Exists && !(parents && entry.IsDirectory))
        {
            throw RemoteFileException.Exists;
        }

        if (!entry.Exists)
        {
            if (files.Resolve(path, followLast: false).IsLink)
            {
                throw RemoteFileException.Exists;
            }

            files.RequireWritableParent(entry);
            Directory.CreateDirectory(entry.LocalPath, FolderMode);
        }

        return files.Find(path);
    }

    private async Task Upload(Exchange exchange)
    {
        UploadedFile upload = exchange.Upload ?? throw Validation.Error(Validation.Missing(["body", "file"], "None"));
        byte[] content = upload.Content ?? throw new ApiError(413, "File to upload is too large.");
        string path = exchange.Path.TrimEnd('/') + "/" + upload.Name;
        await CommandText.Run(path, 1, e => $"bash: line 1: {path}: {e}", () => Write(path, content, exchange.Aborted)).ConfigureAwait(false);
        if (content.Length == 0)
        {
            // The server never closes the input of its command when there is nothing to send: the empty file is made all the same.
            await Task.Delay(options.TimeoutAnswerDelay, options.TimeProvider, exchange.Aborted).ConfigureAwait(false);
            throw ApiError.Command(124);
        }

        await exchange.AnswerNothing().ConfigureAwait(false);
    }

    private async Task<bool> Write(string path, byte[] content, CancellationToken cancellationToken)
    {
        string local = files.PrepareWrite(path);
        var how = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = NewFileMode,
        };
        using var file = new FileStream(local, how);
        await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task Remove(Exchange exchange)
    {
        string path = exchange.Path;
        await CommandText.Run(path, 1, e => $"rm: cannot remove '{path}': {e}", () => new RemoteTree(files).Remove(path)).ConfigureAwait(false);
        await exchange.AnswerNothing().ConfigureAwait(false);
    }
}
