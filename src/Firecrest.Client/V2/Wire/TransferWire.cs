using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

/// <summary>An answer about a transfer job. Before 2.4 the directives stood beside the job, not in an object of their own.</summary>
internal sealed class TransferAnswer : WireTransferDirectives
{
    public WireTransferJob? TransferJob { get; set; }

    public WireTransferDirectives? TransferDirectives { get; set; }

    public TransferJob ToJob() => JsonBody.Needed(TransferJob).ToModel();

    public StartedTransfer ToStartedTransfer() => new() { Job = ToJob(), Directives = (TransferDirectives ?? this).ToModel() };
}

internal sealed class WireTransferJob
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? System { get; set; }

    public string? WorkingDirectory { get; set; }

    public WireTransferLogs? Logs { get; set; }

    public TransferJob ToModel() => new()
    {
        JobId = JsonBody.Needed(JobId?.Trim() is { Length: > 0 } id ? id : null),
        SystemName = System ?? "",
        WorkingDirectory = RemotePath.FromServer(WorkingDirectory),
        OutputLog = RemotePath.FromServer(Logs?.OutputLog),
        ErrorLog = RemotePath.FromServer(Logs?.ErrorLog),
    };
}

internal sealed class WireTransferLogs
{
    public string? OutputLog { get; set; }

    public string? ErrorLog { get; set; }
}

/// <summary>Camel case since 2.5 and before 2.4, snake case in between; before 2.4 there was S3 only, and no word for it.</summary>
internal class WireTransferDirectives
{
    public string? TransferMethod { get; set; }

    [JsonPropertyName("transfer_method")]
    public string? TransferMethodSnake { set => TransferMethod = value; }

    public IReadOnlyList<string>? PartsUploadUrls { get; set; }

    [JsonPropertyName("parts_upload_urls")]
    public IReadOnlyList<string>? PartsUploadUrlsSnake { get => PartsUploadUrls; set => PartsUploadUrls = value; } // the serializer skips a list that has no getter

    public string? CompleteUploadUrl { get; set; }

    [JsonPropertyName("complete_upload_url")]
    public string? CompleteUploadUrlSnake { set => CompleteUploadUrl = value; }

    /// <summary>Its name before 2.4.</summary>
    public string? CompleteMultipartUploadUrl { set => CompleteUploadUrl = value; }

    public long? MaxPartSize { get; set; }

    [JsonPropertyName("max_part_size")]
    public long? MaxPartSizeSnake { set => MaxPartSize = value; }

    public string? DownloadUrl { get; set; }

    [JsonPropertyName("download_url")]
    public string? DownloadUrlSnake { set => DownloadUrl = value; }

    public string? Coordinates { get; set; }

    public string? WormholeCode { get; set; }

    [JsonPropertyName("wormhole_code")]
    public string? WormholeCodeSnake { set => WormholeCode = value; }

    public TransferDirectives ToModel() => new()
    {
        Method = TransferMethod is { } method ? new TransferMethod(method) : Client.TransferMethod.S3,
        PartUploadUrls = PartsUploadUrls.ToModels(Link),
        CompleteUploadUrl = OptionalLink(CompleteUploadUrl),
        MaxPartSize = MaxPartSize,
        DownloadUrl = OptionalLink(DownloadUrl),
        Coordinates = Coordinates,
        WormholeCode = WormholeCode,
    };

    private static Uri? OptionalLink(string? text) => text is null ? null : Link(text);

    /// <summary>The failure does not show the text, which is a secret.</summary>
    private static Uri Link(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : throw new JsonException("A link in the answer is not a web address.");
}

internal sealed record TransferFileBody(string SourcePath, string? Account, WireTransferRequest TransferDirectives);

internal sealed record WireTransferRequest(string TransferMethod, long? FileSize = null, string? WormholeCode = null);

internal sealed record TransferMoveBody(string SourcePath, string TargetPath, string? Account);

internal sealed record TransferCopyBody(string SourcePath, string TargetPath, string? Account, bool? Dereference);

internal sealed record TransferCompressBody(string SourcePath, string TargetPath, string? Account, string? MatchPattern, bool? Dereference, string? Compression);

internal sealed record TransferExtractBody(string SourcePath, string TargetPath, string? Account, string? Compression);
