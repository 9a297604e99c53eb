namespace Firecrest.Client.Files;

/// <summary>Words that end up on a command line of the server, which does not check them.</summary>
internal static class CommandWords
{
    /// <summary>A mode as <c>chmod</c> takes it.</summary>
    public static string Mode(string mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(mode);
        return mode.All(c => char.IsAsciiLetterOrDigit(c) || "+-=,".Contains(c)) && mode[0] != '-'
            ? mode
            : throw new ArgumentException($"'{mode}' is no file mode: one is like 640 or u+x,go-w.", nameof(mode));
    }

    /// <summary>Of a directory, chmod leaves set-user-ID and set-group-ID as they are unless the number has five digits.</summary>
    public static string Mode(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(5, '0');

    /// <summary>The name of a user or group.</summary>
    public static string Identity(string name, string parameterName)
        => name.All(c => char.IsLetterOrDigit(c) || "_.@-".Contains(c)) && !name.StartsWith('-')
            ? name
            : throw new ArgumentException($"'{name}' cannot be the name of a user or group.", parameterName);

    /// <summary>The name of an uploaded file.</summary>
    public static void CheckFileName(string fileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        RemotePath.CheckCharacters(fileName, nameof(fileName));
        if (fileName is "." or ".." || fileName.Contains('/') || fileName.Contains('\\'))
        {
            throw new ArgumentException($"'{fileName}' cannot be the name of an uploaded file: a name has no slash or backslash, which the server would take apart.", nameof(fileName));
        }
    }
}
