using System.Text.Json;
using Firecrest.Cli.Configuration;

namespace Firecrest.Cli.Tokens;

/// <summary>Tokens on disk, for the runs that follow: one file each, for nobody else to read.</summary>
internal sealed class TokenStore(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>EAGAIN, which has another number on macOS, and ERROR_SHARING_VIOLATION.</summary>
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);

    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(25);

    public string Folder => folder;

    /// <summary>Null for a user without a home.</summary>
    public static string? DefaultFolder(Func<string, string?> environment)
        => UserFolder.Find(environment, "XDG_CACHE_HOME", Environment.SpecialFolder.LocalApplicationData, ".cache") is { } folder ? Path.Combine(folder, "tokens") : null;

    /// <summary>The token that is kept; null when there is none, or none that can be trusted: others could read or change the file, or it is damaged.</summary>
    public StoredToken? Read(TokenKey key)
    {
        try
        {
            using var file = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // Of the file that is open, not of the path, which may be another one by now.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != OwnerOnly)
            {
                return null;
            }

            return JsonSerializer.Deserialize(file, StoredTokenJson.Default.StoredToken) is { } token && token.IsFor(key) ? token : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes beside the file and moves it there, so that nobody reads half a token.</summary>
    /// <returns>False when it cannot be kept: then the next run asks for a new one.</returns>
    public bool TryWrite(TokenKey key, StoredToken token)
    {
        var partial = $"{PathOf(key)}.{Guid.NewGuid():N}.partial";
        try
        {
            MakeFolder();
            using (var file = new FileStream(partial, WithMode(new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write })))
            {
                JsonSerializer.Serialize(file, token, StoredTokenJson.Default.StoredToken);
            }

            File.Move(partial, PathOf(key), overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    /// <summary>True when there was one.</summary>
    public bool Delete(TokenKey key)
    {
        var existed = File.Exists(PathOf(key));
        File.Delete(PathOf(key));
        return existed;
    }

    /// <summary>Holds other processes back from asking for the same token, until it is disposed; null when that takes too long or is not possible.</summary>
    public async Task<IDisposable?> Lock(TokenKey key, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < LockLimit)
        {
            try
            {
                MakeFolder();
                return new FileStream(PathOf(key) + ".lock", WithMode(new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None }));
            }
            catch (IOException failure) when (IsHeld(failure))
            {
                await Task.Delay(LockPause, time, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>True when another process has the file; what else is wrong, such as a full disk, does not pass by waiting.</summary>
    private static bool IsHeld(IOException failure) => failure.HResult is LinuxHeld or MacHeld or WindowsHeld;

    private static FileStreamOptions WithMode(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private void MakeFolder() => MakeFolder(folder);

    /// <summary>Makes a folder that nobody else can look into.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private string PathOf(TokenKey key) => Path.Combine(folder, key.FileName + ".json");
}
