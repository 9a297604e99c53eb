namespace Firecrest.Emulator.Files;

/// <summary>A file operation that cannot be done; the message is the C library's text for the reason.</summary>
internal sealed class RemoteFileException(string reason) : Exception(reason)
{
    public static RemoteFileException NotFound => new("No such file or directory");

    public static RemoteFileException Denied => new("Permission denied");

    public static RemoteFileException NotADirectory => new("Not a directory");

    public static RemoteFileException IsADirectory => new("Is a directory");

    public static RemoteFileException Exists => new("File exists");

    public static RemoteFileException TooManyLinks => new("Too many levels of symbolic links");

    /// <summary>The same failure as the operating system tells it.</summary>
    public static RemoteFileException From(Exception e) => e switch
    {
        UnauthorizedAccessException => Denied,
        FileNotFoundException or DirectoryNotFoundException => NotFound,
        _ => new RemoteFileException("Input/output error"),
    };
}
