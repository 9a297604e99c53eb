using System.Text.Json;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The operations under <c>filesystem/{system}/ops</c> that change what is known about a file: its mode, its owner, its links.</summary>
internal sealed class FileChanging(RemoteFiles files, FirecrestEmulatorOptions options)
{
    public IEnumerable<Route> Routes()
    {
        yield return new("PUT", "/filesystem/{system}/ops/chmod", ChangeMode) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
        yield return new("PUT", "/filesystem/{system}/ops/chown", ChangeOwner) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
        yield return new("POST", "/filesystem/{system}/ops/symlink", Link) { Services = [HealthBoard.Ssh], NamesFile = true, Body = BodyKind.Json };
    }

    private async Task ChangeMode(Exchange exchange)
    {
        string text = Member(exchange, "mode");
        string path = exchange.Path;
        if (PermissionChange.Parse(text) is not { } mode)
        {
            throw ApiError.Command(1, $"chmod: invalid mode: '{text}'\nTry 'chmod --help' for more information.");
        }

        await CommandText.Run(path, 1, e => $"chmod: cannot access '{path}': {e}", Change).ConfigureAwait(false);
        await Answer(exchange, 200, path, FileRow.GroupName).ConfigureAwait(false);

        bool Change()
        {
            RemoteEntry entry = files.Find(path);
            if (RemoteFiles.FileSystems.Contains(entry.RealPath))
            {
                throw ApiError.Command(1, $"chmod: changing permissions of '{path}': Operation not permitted");
            }

            PermissionChange.Apply(entry, text, mode);
            return true;
        }
    }

    // There is one user: a change of group is answered and not kept.
    private async Task ChangeOwner(Exchange exchange)
    {
        string owner = Member(exchange, "owner", "");
        string group = Member(exchange, "group", "");
        string path = exchange.Path;
        await CommandText.Run(path, 1, e => $"chown: cannot access '{path}': {e}", () => files.Find(path)).ConfigureAwait(false);
        if (OwnerChange.Complaint(path, owner, group, options) is { } complaint)
        {
            throw ApiError.Command(1, complaint);
        }

        await Answer(exchange, 200, path, group.Length > 0 ? group : FileRow.GroupName).ConfigureAwait(false);
    }

    private async Task Link(Exchange exchange)
    {
        string link = Member(exchange, "linkPath", otherName: "link_path");
        string target = exchange.Path;
        await CommandText.Run(
            target + link, 1, e => $"ln: failed to create symbolic link '{link}': {e}", () => new RemoteTree(files).MakeLink(link, target))
            .ConfigureAwait(false);
        await Answer(exchange, 201, link, FileRow.GroupName).ConfigureAwait(false);
    }

    private Task Answer(Exchange exchange, int status, string path, string group)
        => exchange.Answer(
            status,
            new RowAnswer(FileRow.Of(path, files.Find(path, followLast: false), files, options) with { Group = group }),
            EmulatorJson.Default.RowAnswer);

    private static string Member(Exchange exchange, string name, string? fallback = null, string? otherName = null)
    {
        JsonElement body = exchange.Body!.RequireObject();
        if (!body.TryGetProperty(name, out JsonElement value) && (otherName is null || !body.TryGetProperty(otherName, out value)))
        {
            return fallback ?? throw Validation.Error(Validation.Missing(["body", name], PythonText.Of(body)));
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Validation.Error(Validation.NotAString(["body", name], PythonText.Of(value)));
    }
}
