using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Wire;

namespace Firecrest.Client.V2.Requests;

/// <summary>Each of these creates a job, so that once more is another job.</summary>
internal static class TransferRequests
{
    public static ApiRequest<StartedTransfer> Upload(string systemName, TransferUploadRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckNeeds(request);
        var directives = new WireTransferRequest(Word(request.Method), request.FileSize, request.WormholeCode);
        var body = new TransferFileBody(JobPathRules.UploadTarget(request.SourcePath, nameof(request.SourcePath)), CheckedAccount(request.Account), directives);
        return Post(systemName, "upload", body, V2Json.Default.TransferFileBody, ReadStarted);
    }

    public static ApiRequest<StartedTransfer> Download(string systemName, TransferDownloadRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = JobPathRules.DownloadSource(request.SourcePath, request.Method, nameof(request.SourcePath));
        var body = new TransferFileBody(source, CheckedAccount(request.Account), new WireTransferRequest(Word(request.Method)));
        return Post(systemName, "download", body, V2Json.Default.TransferFileBody, ReadStarted);
    }

    public static ApiRequest<TransferJob> Move(string systemName, TransferMoveRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = JobPathRules.Quoted(request.SourcePath, nameof(request.SourcePath));
        var target = JobPathRules.Quoted(request.TargetPath, nameof(request.TargetPath));
        return Post(systemName, "mv", new TransferMoveBody(source, target, CheckedAccount(request.Account)), V2Json.Default.TransferMoveBody, ReadJob);
    }

    public static ApiRequest<TransferJob> Copy(string systemName, TransferCopyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = JobPathRules.Quoted(request.SourcePath, nameof(request.SourcePath));
        var target = JobPathRules.Quoted(request.TargetPath, nameof(request.TargetPath));
        var body = new TransferCopyBody(source, target, CheckedAccount(request.Account), Flag(request.Dereference));
        return Post(systemName, "cp", body, V2Json.Default.TransferCopyBody, ReadJob);
    }

    public static ApiRequest<TransferJob> Remove(string systemName, TransferRemoveRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new()
        {
            Method = HttpMethod.Delete,
            Path = Operation(systemName, "rm"),
            Query = new UrlQuery().Add("path", JobPathRules.Quoted(request.Path, nameof(request.Path))).Add("account", CheckedAccount(request.Account)),
            Kind = OperationKind.Submit,
            Read = ReadJob,
        };
    }

    public static ApiRequest<TransferJob> Compress(string systemName, TransferCompressRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pattern = JobPathRules.Pattern(request.MatchPattern, nameof(request.MatchPattern));
        var source = JobPathRules.ArchiveSource(request.SourcePath, pattern, nameof(request.SourcePath));
        var target = JobPathRules.Quoted(request.TargetPath, nameof(request.TargetPath));
        var body = new TransferCompressBody(source, target, CheckedAccount(request.Account), pattern, Flag(request.Dereference), request.Compression.ToWireName());
        return Post(systemName, "compress", body, V2Json.Default.TransferCompressBody, ReadJob);
    }

    public static ApiRequest<TransferJob> Extract(string systemName, TransferExtractRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = JobPathRules.Quoted(request.SourcePath, nameof(request.SourcePath));
        var target = JobPathRules.Quoted(request.TargetPath, nameof(request.TargetPath));
        var body = new TransferExtractBody(source, target, CheckedAccount(request.Account), request.Compression.ToWireName());
        return Post(systemName, "extract", body, V2Json.Default.TransferExtractBody, ReadJob);
    }

    private static ApiRequest<TAnswer> Post<TBody, TAnswer>(string systemName, string name, TBody body, JsonTypeInfo<TBody> type, BodyReader<TAnswer> read) => new()
    {
        Method = HttpMethod.Post,
        Path = Operation(systemName, name),
        Kind = OperationKind.Submit,
        Content = JsonBody.Write(body, type),
        Read = read,
    };

    private static ApiPath Operation(string systemName, string name)
        => new($"filesystem/{UrlPath.Segment(systemName, nameof(systemName)):system_name}/transfer/{name}");

    private static StartedTransfer ReadStarted(ReadOnlySpan<byte> body) => JsonBody.Read(body, V2Json.Default.TransferAnswer).ToStartedTransfer();

    private static TransferJob ReadJob(ReadOnlySpan<byte> body) => JsonBody.Read(body, V2Json.Default.TransferAnswer).ToJob();

    private static string Word(TransferMethod method)
        => string.IsNullOrWhiteSpace(method.Value)
            ? throw new ArgumentException("A transfer needs a Method; SystemInfo.TransferMethod tells that of the system.", nameof(method))
            : method.Value;

    private static string? CheckedAccount(string? account) => JobPathRules.Account(account, nameof(account));

    /// <summary>Flags that are not set are not sent: servers from before a flag refuse nothing then.</summary>
    private static bool? Flag(bool value) => value ? true : null;

    private static void CheckNeeds(TransferUploadRequest request)
    {
        if (request.FileSize < 0 || (request.Method == TransferMethod.S3 && request.FileSize is null or 0))
        {
            throw new ArgumentException(
                $"FileSize is {(request.FileSize is { } size ? $"{size}" : "not set")}; an upload through S3 needs the size in bytes, and cannot carry an empty file.", nameof(request));
        }

        if (request.Method == TransferMethod.Wormhole && string.IsNullOrWhiteSpace(request.WormholeCode))
        {
            throw new ArgumentException("An upload by wormhole needs the WormholeCode of the sending program.", nameof(request));
        }
    }
}
