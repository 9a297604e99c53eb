using System.Text.Json;

namespace Firecrest.Emulator.Compute;

internal sealed record SubmitAnswer(JsonElement JobId);

internal sealed record JobsAnswer(IReadOnlyList<JobRow> Jobs);

internal sealed record MetadataAnswer(IReadOnlyList<MetadataRow> Jobs);

internal sealed record MetadataRow(JsonElement JobId, string? Script, string StandardInput, string StandardOutput, string StandardError);
