using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>The operations under <c>filesystem/{system}/ops</c> that change what is known about a file: its mode, its owner, its links.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class FileChanging(RemoteFiles files, FirecrestEmulatorOptions options)
{
    private static readonly string[] Groups = [FileRow.GroupName, FileRow.OtherGroupName];

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
        if (ParseMode(text) is not { } mode)
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

            UnixFileMode kept = entry.IsDirectory && text.Length < 5 ? entry.Permissions & (UnixFileMode.SetUser | UnixFileMode.SetGroup) : UnixFileMode.None;
            File.SetUnixFileMode(entry.LocalPath, mode | kept);
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
        if (owner.Length > 0 && owner != options.UserName && owner != "root")
        {
            throw ApiError.Command(1, $"chown: invalid spec: '{owner}:{group}'");
        }

        if (group.Length > 0 && !Groups.Contains(group))
        {
            throw ApiError.Command(1, $"chown: invalid group: '{owner}:{group}'");
        }

        if (owner == "root")
        {
            throw ApiError.Command(1, $"chown: changing ownership of '{path}': Operation not permitted");
        }

        await Answer(exchange, 200, path, group.Length > 0 ? group : FileRow.GroupName).ConfigureAwait(false);
    }

    // The real server does not check that the link is inside of the file systems; here it stays inside of the root folder.
    private async Task Link(Exchange exchange)
    {
        string link = Member(exchange, "linkPath", otherName: "link_path");
        string target = exchange.Path;
        await CommandText.Run(target + link, 1, e => $"ln: failed to create symbolic link '{link}': {e}", Create).ConfigureAwait(false);
        await Answer(exchange, 201, link, FileRow.GroupName).ConfigureAwait(false);

        bool Create()
        {
            RemoteEntry entry = files.Resolve(link, followLast: false);
            if (entry.Exists)
            {
                throw RemoteFileException.Exists;
            }

            files.RequireWritableParent(entry);
            File.CreateSymbolicLink(entry.LocalPath, target);
            return true;
        }
    }

    private Task Answer(Exchange exchange, int status, string path, string group)
        => exchange.Answer(
            status,
            new RowAnswer(FileRow.Of(path, files.Find(path, followLast: false), files, options) with { Group = group }),
            EmulatorJson.Default.RowAnswer);

    private static UnixFileMode? ParseMode(string text)
        => text.TrimStart('0').Length <= 4 && text.Length > 0 && text.All(c => c is >= '0' and <= '7')
            ? (UnixFileMode)text.Aggregate(0, (mode, digit) => (mode << 3) + CharUnicodeInfo.GetDecimalDigitValue(digit))
            : null;

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
