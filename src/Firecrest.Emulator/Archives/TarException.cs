namespace Firecrest.Emulator.Archives;

/// <summary>What ends a tar command at once; the message is what it prints.</summary>
internal sealed class TarException(string message) : Exception(message)
{
    public const string Unrecoverable = "tar: Error is not recoverable: exiting now";

    /// <summary>The archive cannot be opened: with a compressor between, its child process complains.</summary>
    public static TarException CannotOpen(string path, Compression compression, string reason)
        => new(compression == Compression.None
            ? $"tar: {path}: Cannot open: {reason}\n{Unrecoverable}"
            : $"tar (child): {path}: Cannot open: {reason}\ntar (child): Error is not recoverable: exiting now\n{Child(2)}");

    public static TarException CannotEnter(string path, string reason) => new($"tar: {path}: Cannot open: {reason}\n{Unrecoverable}");

    /// <summary>The compressor failed after it printed something.</summary>
    public static TarException Filter(string error, int exitCode) => new($"{error}\n{Child(exitCode)}");

    private static string Child(int exitCode) => $"tar: Child returned status {exitCode}\n{Unrecoverable}";
}
