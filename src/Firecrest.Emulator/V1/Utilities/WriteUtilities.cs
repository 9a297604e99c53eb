using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utilities that make, move and remove files.</summary>
internal sealed class WriteUtilities(Utility utility, RemoteFiles files)
{
    public IEnumerable<V1Route> Routes()
    {
        yield return new("POST", "/utilities/mkdir", MakeDirectory);
        yield return new("PUT", "/utilities/rename", Rename);
        yield return new("POST", "/utilities/copy", Copy);
        yield return new("POST", "/utilities/symlink", Link);
        yield return new("POST", "/utilities/upload", Upload);
        yield return new("DELETE", "/utilities/rm", Remove);
    }

    private async Task<V1Answer> MakeDirectory(V1Exchange exchange)
    {
        await utility.Begin(exchange, "mkdir").ConfigureAwait(false);
        string path = Utility.Text(exchange, "mkdir", "targetPath");
        return await utility.Run(exchange, "mkdir", e => $"mkdir: cannot create directory '{path}': {e}", () =>
        {
            // Whatever the value is: the field counts.
            new RemoteTree(files).MakeDirectory(path, parents: exchange.Form["p"] is not null);
            return Done(201, "mkdir");
        }).ConfigureAwait(false);
    }

    private async Task<V1Answer> Rename(V1Exchange exchange)
    {
        (string source, string target) = await Begin(exchange, "rename").ConfigureAwait(false);
        return await utility.Run(exchange, "rename", e => $"mv: {e}", () => new RemoteTree(files).Move(source, target) is { } complaint
            ? throw new CommandFailure(complaint)
            : Done(200, "rename")).ConfigureAwait(false);
    }

    private async Task<V1Answer> Copy(V1Exchange exchange)
    {
        (string source, string target) = await Begin(exchange, "copy").ConfigureAwait(false);
        return await utility.Run(exchange, "copy", e => $"cp: {e}", () =>
        {
            var complaints = new List<string>();
            new TreeCopy(files, followLinks: false, complaints.Add, exchange.Aborted).Copy(source, target);
            return complaints.Count > 0 ? throw new CommandFailure(string.Join('\n', complaints)) : Done(201, "copy");
        }).ConfigureAwait(false);
    }

    private async Task<V1Answer> Link(V1Exchange exchange)
    {
        await utility.Begin(exchange, "symlink").ConfigureAwait(false);
        string target = Utility.Text(exchange, "symlink", "targetPath");
        string link = Utility.Checked(exchange.Form["linkPath"], "Failed to create symlink", "'linkPath' value");
        return await utility.Run(exchange, "symlink", e => $"ln: failed to create symbolic link '{link}': {e}", () =>
        {
            new RemoteTree(files).MakeLink(link, target);
            return Done(201, "symlink");
        }).ConfigureAwait(false);
    }

    private async Task<V1Answer> Upload(V1Exchange exchange)
    {
        const string failed = "Failed to upload file";
        await utility.Begin(exchange, "upload").ConfigureAwait(false);
        string folder = Utility.Text(exchange, "upload", "targetPath");
        UploadedFile file = exchange.Form.File("file") ?? throw new V1Refusal(V1Answer.Refused(400, failed, "No file in query"));
        string path = $"{folder}/{Utility.Checked(file.Name, failed, "Filename")}";
        return await utility.Run(exchange, "upload", e => $"/ssh_command_wrapper.sh: line 70: {path}: {e}", () =>
        {
            new RemoteTree(files).WriteFile(path, file.Content!);
            return V1Answer.Success(201, "File upload successful", "");
        }).ConfigureAwait(false);
    }

    private async Task<V1Answer> Remove(V1Exchange exchange)
    {
        await utility.Begin(exchange, "rm").ConfigureAwait(false);
        string path = Utility.Text(exchange, "rm", "targetPath");
        return await utility.Run(exchange, "rm", e => $"rm: cannot remove '{path}': {e}", () =>
        {
            new RemoteTree(files).Remove(path);
            return new V1Answer(204);
        }).ConfigureAwait(false);
    }

    // The target is looked at before the source.
    private async Task<(string Source, string Target)> Begin(V1Exchange exchange, string command)
    {
        await utility.Begin(exchange, command).ConfigureAwait(false);
        string target = Utility.Text(exchange, command, "targetPath");
        return (Utility.Text(exchange, command, "sourcePath"), target);
    }

    private static V1Answer Done(int status, string command) => V1Answer.Success(status, $"Success to {command} file.", "");
}
