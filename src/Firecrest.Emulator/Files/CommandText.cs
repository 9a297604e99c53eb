using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Files;

/// <summary>Runs a file operation and answers its failure with what the shell command would print.</summary>
internal static class CommandText
{
    public static async Task<T> Run<T>(string path, int exitStatus, Func<string, string> text, Func<Task<T>> operation)
    {
        // The server puts paths between single quotes and escapes nothing.
        if (path.Contains('\'', StringComparison.Ordinal))
        {
            throw ApiError.Command(2, "bash: -c: line 1: unexpected EOF while looking for matching `''");
        }

        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (RemoteFileException e)
        {
            throw ApiError.Command(exitStatus, text(e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ApiError.Command(exitStatus, text(RemoteFileException.From(e).Message));
        }
    }

    public static Task<T> Run<T>(string path, int exitStatus, Func<string, string> text, Func<T> operation)
        => Run(path, exitStatus, text, () => Task.FromResult(operation()));
}
