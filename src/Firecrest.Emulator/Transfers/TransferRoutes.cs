using Firecrest.Emulator.Archives;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Transfers;

/// <summary>The operations under <c>filesystem/{system}/transfer</c> that work on remote files by a job.</summary>
internal sealed class TransferRoutes(TransferJobs jobs, RemoteFiles files, FirecrestEmulatorOptions options)
{
    private const string Prefix = "/filesystem/{system}/transfer/";

    private static readonly string[] Needed = [HealthBoard.Scheduler, HealthBoard.Ssh];

    public IEnumerable<Route> Routes()
    {
        yield return Post("cp", Copy);
        yield return Post("mv", Move);
        yield return new("DELETE", Prefix + "rm", Remove) { Services = Needed, NamesFile = true };
        yield return Post("compress", Compress);
        yield return Post("extract", Extract);
    }

    private static Route Post(string name, Func<Exchange, Task> answer)
        => new("POST", Prefix + name, answer) { Services = Needed, NamesFile = true, Body = BodyKind.Json };

    private Task Copy(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = ScriptText.Escape(body.Required("targetPath"));
        string? account = body.Text("account");
        bool follows = body.Flag("dereference");
        body.Check();
        string source = ScriptText.Escape(exchange.Path);
        var work = new FileWork("Copy", "copy", "copied", Run);
        string command = $"cp --force -R{(follows ? "L" : "d")} --preserve=all -- '{source}' '{target}'";
        return Answer(exchange, 201, jobs.Submit(exchange, "CopyFiles", account, command, work));

        CommandResult Run(CancellationToken stop)
        {
            var errors = new List<string>();
            new TreeCopy(files, follows, errors.Add, stop).Copy(source, target);
            return new CommandResult(errors.Count == 0 ? 0 : 1, "", string.Join('\n', errors));
        }
    }

    private Task Move(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = ScriptText.Escape(body.Required("targetPath"));
        string? account = body.Text("account");
        body.Check();
        string source = ScriptText.Escape(exchange.Path);
        var work = new FileWork("Move", "move", "moved", _ => Result(new RemoteTree(files).Move(source, target)));
        return Answer(exchange, 201, jobs.Submit(exchange, "MoveFiles", account, $"mv -- '{source}' '{target}'", work));
    }

    private Task Remove(Exchange exchange)
    {
        string path = ScriptText.Escape(exchange.Path);
        var work = new FileWork("Delete", "delete", "deleted", _ => Result(Complaint()));
        return Answer(exchange, 200, jobs.Submit(exchange, "DeleteFiles", exchange.Query.Text("account"), $"rm -R -- '{path}'", work));

        string? Complaint()
        {
            try
            {
                new RemoteTree(files).Remove(path);
                return null;
            }
            catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
            {
                return $"rm: cannot remove '{path}': {(e as RemoteFileException ?? RemoteFileException.From(e)).Message}";
            }
        }
    }

    private Task Compress(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = ScriptText.Escape(body.Required("targetPath"));
        string? account = body.Text("account");
        string? pattern = body.Text("matchPattern");
        bool follows = body.Flag("dereference");
        Compression compression = body.Compression();
        body.Check();
        var source = ArchiveSource.Of(exchange.Path, follows);
        source = string.IsNullOrEmpty(pattern)
            ? source with { Folder = ScriptText.Escape(source.Folder), Name = ScriptText.Escape(source.Name!) }
            : source with { Folder = UnquotedFolder(source.Folder), Name = null, Pattern = FindPattern.TryParse(ScriptText.Escape(pattern)) };
        string command = $"tar -c{compression.Flag()}vf '{target}' -C '{source.Folder}' '{source.Name ?? "."}'";
        var writer = new ArchiveWriter(files, options);
        var work = new FileWork("Compress", "compress", "compressed", stop => writer.Write(source, target, compression, stop))
        {
            ListsFiles = source.Name is null,
        };
        return Answer(exchange, 201, jobs.Submit(exchange, "CompressFiles", account, command, work));
    }

    // Named like a compression, as on the server.
    private Task Extract(Exchange exchange)
    {
        var body = BodyReader.Of(exchange);
        string target = ScriptText.Escape(body.Required("targetPath"));
        string? account = body.Text("account");
        Compression compression = body.Compression();
        body.Check();
        string source = ScriptText.Escape(exchange.Path);
        var work = new FileWork("Extract", "extract", "extracted", stop => new ArchiveReader(files).Extract(source, target, compression, stop));
        return Answer(exchange, 201, jobs.Submit(exchange, "CompressFiles", account, $"tar -x{compression.Flag()}f '{source}' -C '{target}'", work));
    }

    // The script goes on in the working directory when its cd, without quotes, fails.
    private string UnquotedFolder(string folder)
        => ScriptText.Assign(folder) is ({ Length: > 0 } value, { Count: 0 }) && value == folder ? folder : jobs.HomeDirectory;

    private static CommandResult Result(string? complaint) => new(complaint is null ? 0 : 1, "", complaint ?? "");

    private static Task Answer(Exchange exchange, int status, TransferJobRow job)
        => exchange.Answer(status, new TransferAnswer(job), EmulatorJson.Default.TransferAnswer);
}
