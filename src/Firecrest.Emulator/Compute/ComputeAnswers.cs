namespace Firecrest.Emulator.Compute;

internal sealed record SubmitAnswer(string JobId);

internal sealed record JobsAnswer(IReadOnlyList<JobRow> Jobs);

internal sealed record MetadataAnswer(IReadOnlyList<MetadataRow> Jobs);

internal sealed record MetadataRow(string JobId, string? Script, string StandardInput, string StandardOutput, string StandardError);
