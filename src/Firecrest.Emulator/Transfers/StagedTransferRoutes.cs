using System.Globalization;
using System.Text.Json;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Staging;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Transfers;

/// <summary>The operations <c>filesystem/{system}/transfer/upload</c> and <c>download</c>, which move files through the object store.</summary>
internal sealed class StagedTransferRoutes(TransferJobs jobs, RemoteFiles files, ObjectStore store, UrlSigner signer, FaultRules faults, FirecrestEmulatorOptions options)
{
    public IEnumerable<Route> Routes()
    {
        yield return Post("upload", Upload);
        yield return Post("download", Download);
    }

    // The path is not checked against the file systems.
    private static Route Post(string name, Func<Exchange, Task> answer)
        => new("POST", "/filesystem/{system}/transfer/" + name, answer) { Services = [HealthBoard.Scheduler, HealthBoard.Ssh], Body = BodyKind.Json };

    private Task Upload(Exchange exchange)
    {
        (string target, string? account, TransferDirectives directives) = Read(exchange, isUpload: true);
        if (directives.FileSize is not { } size)
        {
            throw ApiError.Unhandled("unsupported operand type(s) for /: 'NoneType' and 'int'");
        }

        jobs.RequireAccount(account);
        (string bucket, string key) = NewObject(exchange, target);
        string upload = store.Begin(bucket, key);
        HttpRequest request = exchange.Http.Request;
        var row = new DirectivesRow("s3")
        {
            PartsUploadUrls = [.. Enumerable.Range(1, PartCount(size)).Select(number => signer.Sign(
                request, "PUT", bucket, key, string.Create(CultureInfo.InvariantCulture, $"uploadId={upload}&partNumber={number}&")))],
            CompleteUploadUrl = signer.Sign(request, "POST", bucket, key, $"uploadId={upload}&"),
            MaxPartSize = options.StagingPartSize,
        };
        string expanded = ScriptText.Expand(ScriptText.Escape(target), jobs.HomeDirectory, options.UserName);
        var work = new IngressWork(store, files, bucket, key, expanded, faults.TakeTransfer(isUpload: true));
        return Answer(exchange, jobs.Submit(exchange, "IngressFileTransfer", account, $"curl --output \"{expanded}\"", work), row);
    }

    private async Task Download(Exchange exchange)
    {
        (string source, string? account, _) = Read(exchange, isUpload: false);
        RemoteEntry entry = await CommandText.Run(source, 1, e => $"stat: cannot statx '{source}': {e}", () => files.Find(source)).ConfigureAwait(false);
        jobs.RequireAccount(account);
        (string bucket, string key) = NewObject(exchange, source);
        (string word, IReadOnlyList<string> commands) = ScriptText.Assign(source);
        string seen = ScriptText.Expand(word, jobs.HomeDirectory, options.UserName);
        var plan = new EgressPlan(seen, commands, bucket, key, PartCount(entry.Size), options.StagingPartSize);
        var work = new EgressWork(store, files, plan, faults.TakeTransfer(isUpload: false));
        TransferJobRow job = jobs.Submit(exchange, "OutgressFileTransfer", account, $"input_file={ScriptText.Escape(source)}", work);
        var row = new DirectivesRow("s3") { DownloadUrl = signer.Sign(exchange.Http.Request, "GET", bucket, key) };
        await Answer(exchange, job, row).ConfigureAwait(false);
    }

    private (string Path, string? Account, TransferDirectives Directives) Read(Exchange exchange, bool isUpload)
    {
        if (options.TransferMethod is null)
        {
            // The server looks at the configuration before it looks at the request.
            throw ApiError.Unhandled("'NoneType' object has no attribute 'service_type'");
        }

        var body = BodyReader.Of(exchange);
        string path = body.TryGet("sourcePath", out _) || !body.TryGet("path", out _) ? body.Required("sourcePath") : body.Required("path");
        string? account = body.Text("account");
        var directives = TransferDirectives.Read(body, isUpload);
        body.Check();
        return directives!.Method == options.TransferMethod
            ? (path, account, directives)
            : throw new ApiError(400, "Requested transfer method is not available.");
    }

    private static (string Bucket, string Key) NewObject(Exchange exchange, string path) => (exchange.User!, $"{Guid.NewGuid()}/{path.Split('/')[^1]}");

    private int PartCount(long size) => (int)Math.Clamp((size + options.StagingPartSize - 1) / options.StagingPartSize, 0, int.MaxValue);

    private Task Answer(Exchange exchange, TransferJobRow job, DirectivesRow row)
    {
        JsonElement directives = options.Release == EmulatedRelease.V24
            ? JsonSerializer.SerializeToElement(SnakeCase(row), EmulatorJson.Default.SnakeCaseDirectivesRow)
            : JsonSerializer.SerializeToElement(row, EmulatorJson.Default.DirectivesRow);
        return exchange.Answer(201, new StagedTransferAnswer(job, directives), EmulatorJson.Default.StagedTransferAnswer);
    }

    private static SnakeCaseDirectivesRow SnakeCase(DirectivesRow row) => new(row.TransferMethod)
    {
        DownloadUrl = row.DownloadUrl,
        PartsUploadUrls = row.PartsUploadUrls,
        CompleteUploadUrl = row.CompleteUploadUrl,
        MaxPartSize = row.MaxPartSize,
    };
}
