using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1;

/// <summary>The look at a file or folder that compute and storage take before they work on it.</summary>
internal static class FileProbe
{
    public const string Denied = "User does not have permissions to access machine or path";

    /// <summary>The header for a file that cannot be read; null when it can.</summary>
    public static (string Name, string Value)? Complaint(RemoteFiles files, string path)
    {
        try
        {
            files.OpenRead(path).Dispose();
            return null;
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            return Header(path, e);
        }
    }

    /// <summary>The header for a folder that cannot be written to; null when it can.</summary>
    public static (string Name, string Value)? FolderComplaint(RemoteFiles files, string path)
    {
        try
        {
            files.RequireWritableParent(files.Resolve(path.TrimEnd('/') + "/.firecrest"));
            return null;
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            return Header(path, e);
        }
    }

    private static (string Name, string Value) Header(string path, Exception e)
        => (e as RemoteFileException ?? RemoteFileException.From(e)).Message switch
        {
            "No such file or directory" => ("X-Invalid-Path", $"{path} is an invalid path."),
            "Permission denied" => ("X-Permission-Denied", Denied),
            "Is a directory" => ("X-A-Directory", $"{path} is a directory"),
            "Not a directory" => ("X-Not-A-Directory", $"{path} is not a directory"),
            var other => ("X-Error", other),
        };
}
