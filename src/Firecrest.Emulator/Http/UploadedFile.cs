namespace Firecrest.Emulator.Http;

/// <summary>A file of a multipart form.</summary>
/// <param name="Name">The file name as the client wrote it, directories included.</param>
/// <param name="Content">The content, or null when it is larger than the limit.</param>
internal sealed record UploadedFile(string Name, byte[]? Content);
