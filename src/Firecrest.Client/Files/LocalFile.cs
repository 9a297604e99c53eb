namespace Firecrest.Client.Files;

/// <summary>Files on this machine.</summary>
internal static class LocalFile
{
    public static RemotePath RemoteTarget(string localPath, RemotePath remotePath)
        => remotePath.HasTrailingSlash ? remotePath / Path.GetFileName(localPath) : remotePath;

    /// <summary>The file to write; a remote name never leads out of the directory chosen.</summary>
    public static string LocalTarget(RemotePath remotePath, string localPath)
    {
        if (!Directory.Exists(localPath))
        {
            return localPath;
        }

        var name = remotePath.Name;
        return name.Length > 0 && name is not ("." or "..") && name == Path.GetFileName(name) && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            ? Path.Combine(localPath, name)
            : throw new ArgumentException($"'{name}' cannot be the name of a file on this machine; give the full local path.", nameof(localPath));
    }

    /// <summary>Writes beside the target and then moves it there, so that nobody ever sees half a file.</summary>
    public static async ValueTask Replace(string path, byte[] content, bool overwrite, bool async, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            if (async)
            {
                await File.WriteAllBytesAsync(partial, content, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                File.WriteAllBytes(partial, content);
            }

            File.Move(partial, path, overwrite);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
