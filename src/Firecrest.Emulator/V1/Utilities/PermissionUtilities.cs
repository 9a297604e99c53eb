using System.Globalization;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utilities <c>chmod</c> and <c>chown</c>.</summary>
internal sealed class PermissionUtilities(Utility utility, RemoteFiles files, FirecrestEmulatorOptions options)
{
    public IEnumerable<V1Route> Routes()
    {
        yield return new("PUT", "/utilities/chmod", ChangeMode);
        yield return new("PUT", "/utilities/chown", ChangeOwner);
    }

    private async Task<V1Answer> ChangeMode(V1Exchange exchange)
    {
        await utility.Begin(exchange, "chmod").ConfigureAwait(false);
        string path = Utility.Text(exchange, "chmod", "targetPath");
        string text = Utility.Text(exchange, "chmod", "mode");
        return await utility.Run(exchange, "chmod", e => $"chmod: cannot access '{path}': {e}", () => Done("chmod", ChangeMode(path, text)))
            .ConfigureAwait(false);
    }

    private string ChangeMode(string path, string text)
    {
        UnixFileMode mode = PermissionChange.Parse(text)
            ?? throw new CommandFailure($"chmod: invalid mode: '{text}'\nTry 'chmod --help' for more information.");
        RemoteEntry entry = files.Find(path);
        if (RemoteFiles.FileSystems.Contains(entry.RealPath))
        {
            throw new CommandFailure($"chmod: changing permissions of '{path}': Operation not permitted");
        }

        string before = Shown(entry);
        PermissionChange.Apply(entry, text, mode);
        string after = Shown(files.Find(path));
        return before == after ? $"mode of '{path}' retained as {after}" : $"mode of '{path}' changed from {before} to {after}";
    }

    private static string Shown(RemoteEntry entry)
        => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToString((int)entry.Permissions, 8).PadLeft(4, '0')} ({entry.PermissionText})");

    private async Task<V1Answer> ChangeOwner(V1Exchange exchange)
    {
        const string failed = "Error in chown operation";
        await utility.Begin(exchange, "chown").ConfigureAwait(false);
        string path = Utility.Text(exchange, "chown", "targetPath");
        string owner = exchange.Form["owner"] ?? "";
        string group = exchange.Form["group"] ?? "";
        if (owner.Length + group.Length == 0)
        {
            return V1Answer.Refused(400, failed, "group or owner must be set");
        }

        Utility.Checked(owner + group, failed, "group or owner");
        return await utility.Run(exchange, "chown", e => $"chown: cannot access '{path}': {e}", () => Done("chown", ChangeOwner(path, owner, group)))
            .ConfigureAwait(false);
    }

    // There is one user: a change of group is answered and not kept.
    private string ChangeOwner(string path, string owner, string group)
    {
        files.Find(path);
        return OwnerChange.Complaint(path, owner, group, options) is { } complaint ? throw new CommandFailure(complaint)
            : group.Length == 0 || group == FileRow.GroupName ? $"ownership of '{path}' retained as {options.UserName}:{FileRow.GroupName}"
            : $"changed ownership of '{path}' from {options.UserName}:{FileRow.GroupName} to {owner}:{group}";
    }

    private static V1Answer Done(string command, string output) => V1Answer.Success(200, $"Success to {command} file or directory.", output);
}
