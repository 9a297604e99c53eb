using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Emulator.Transfers;

internal sealed record TransferAnswer(TransferJobRow TransferJob);

internal sealed record TransferJobRow(JsonElement JobId, string System, string WorkingDirectory, TransferLogsRow Logs);

internal sealed record TransferLogsRow(string OutputLog, string ErrorLog);

internal sealed record StagedTransferAnswer(TransferJobRow TransferJob, JsonElement TransferDirectives);

/// <summary>How to move the file; what is null is absent.</summary>
internal sealed record DirectivesRow(string TransferMethod)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DownloadUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PartsUploadUrls { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CompleteUploadUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxPartSize { get; init; }
}

/// <summary>The same as servers before 2.5 write it.</summary>
internal sealed record SnakeCaseDirectivesRow([property: JsonPropertyName("transfer_method")] string TransferMethod)
{
    [JsonPropertyName("download_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DownloadUrl { get; init; }

    [JsonPropertyName("parts_upload_urls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PartsUploadUrls { get; init; }

    [JsonPropertyName("complete_upload_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CompleteUploadUrl { get; init; }

    [JsonPropertyName("max_part_size"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxPartSize { get; init; }
}
