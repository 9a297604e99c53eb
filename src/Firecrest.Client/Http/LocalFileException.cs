namespace Firecrest.Client.Http;

/// <summary>A local file failed in the midst of a request: of a type of its own, since the runtime would take an <see cref="IOException"/> there for one of the connection.</summary>
internal sealed class LocalFileException(string message, Exception? innerException = null) : Exception(message, innerException);
