namespace Firecrest.Emulator.Files;

internal sealed record ListAnswer(IReadOnlyList<FileRow> Output);

internal sealed record RowAnswer(FileRow Output);

internal sealed record TextAnswer(string Output);

internal sealed record StatAnswer(StatRow Output);

internal sealed record ContentAnswer(ContentRow Output);

internal sealed record ContentRow(string Content, string ContentType, long StartPosition, long EndPosition);

internal sealed record ChecksumAnswer(ChecksumRow Output);

internal sealed record ChecksumRow(string Algorithm, string Checksum);
