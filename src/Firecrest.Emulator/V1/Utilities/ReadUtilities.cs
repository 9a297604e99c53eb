using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The utilities that tell about a file, and who one is.</summary>
internal sealed class ReadUtilities(Utility utility, RemoteFiles files)
{
    private const int LargestLook = 65536;

    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/utilities/whoami", WhoAmI);
        yield return new("GET", "/utilities/file", FileType);
        yield return new("GET", "/utilities/stat", Stat);
        yield return new("GET", "/utilities/checksum", Checksum);
        yield return new("GET", "/utilities/status", _ => ServiceStatus.Answer);
    }

    private async Task<V1Answer> WhoAmI(V1Exchange exchange)
    {
        await utility.Begin(exchange, "whoami").ConfigureAwait(false);
        return await utility.Run(exchange, "whoami", e => e, () => V1Answer.Success(
            200, "User information", exchange.Flag("groups") ? Identity(exchange.User) : exchange.User)).ConfigureAwait(false);
    }

    private static JsonObject Identity(string user) => new()
    {
        ["user"] = One(FileRow.UserId, user),
        ["group"] = One(FileRow.GroupId, FileRow.GroupName),
        ["groups"] = new JsonArray(One(FileRow.GroupId, FileRow.GroupName), One(FileRow.OtherGroupId, FileRow.OtherGroupName)),
    };

    private static JsonObject One(int id, string name) => new() { ["id"] = id.ToString(CultureInfo.InvariantCulture), ["name"] = name };

    private async Task<V1Answer> FileType(V1Exchange exchange)
    {
        await utility.Begin(exchange, "file").ConfigureAwait(false);
        string path = Utility.Text(exchange, "file", "targetPath");
        return await utility.Run(exchange, "file", e => $"cannot open `{path}' ({e})", async () =>
        {
            if (files.Find(path).IsDirectory)
            {
                return Success("directory");
            }

            using FileStream file = files.OpenRead(path);
            byte[] start = await FileWindow.Read(file, 0, Math.Min(file.Length, LargestLook), exchange.Aborted).ConfigureAwait(false);
            return Success(FileTypeText.Of(start));
        }).ConfigureAwait(false);

        static V1Answer Success(string type) => V1Answer.Success(200, "Success to file file.", type);
    }

    private async Task<V1Answer> Stat(V1Exchange exchange)
    {
        await utility.Begin(exchange, "stat").ConfigureAwait(false);
        string path = Utility.Text(exchange, "stat", "targetPath");
        return await utility.Run(exchange, "stat", e => $"stat: cannot statx '{path}': {e}", () =>
        {
            var row = StatRow.Of(files.Find(path, exchange.Flag("dereference")));
            return V1Answer.Success(200, "Success to stat file.", new JsonObject
            {
                ["mode"] = row.Mode,
                ["ino"] = row.Ino,
                ["dev"] = row.Dev,
                ["nlink"] = row.Nlink,
                ["uid"] = row.Uid,
                ["gid"] = row.Gid,
                ["size"] = row.Size,
                ["atime"] = row.Atime,
                ["mtime"] = row.Mtime,
                ["ctime"] = row.Ctime,
            });
        }).ConfigureAwait(false);
    }

    private async Task<V1Answer> Checksum(V1Exchange exchange)
    {
        await utility.Begin(exchange, "checksum").ConfigureAwait(false);
        string path = Utility.Text(exchange, "checksum", "targetPath");
        return await utility.Run(exchange, "checksum", e => $"sha256sum: {path}: {e}", async () =>
        {
            using FileStream file = files.OpenRead(path);
            byte[] hash = await SHA256.HashDataAsync(file, exchange.Aborted).ConfigureAwait(false);
            return V1Answer.Success(200, "Success to checksum file.", Convert.ToHexStringLower(hash));
        }).ConfigureAwait(false);
    }
}
