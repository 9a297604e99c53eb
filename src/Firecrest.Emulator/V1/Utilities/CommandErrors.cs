using Firecrest.Emulator.V1.Compute;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>The answers to commands that failed: what a command printed decides the header, in the order of this list.</summary>
internal static class CommandErrors
{
    private const string NotPermitted = "User does not have permissions to access path";

    public static V1Answer Of(string description, string printed)
    {
        string error = V1Submission.OneLine(printed);
        (string name, string? value) = Header(error);
        return V1Answer.Refused(400, description, error, name, value ?? error);
    }

    /// <summary>The answer when the command could not even be sent; null when it can.</summary>
    public static V1Answer? OfMachine(MachineState state, string description, string machine, string user) => state switch
    {
        MachineState.Ready => null,
        MachineState.Refusing => V1Answer.Refused(400, description, "Connection refused", "X-Error", "Connection refused"),
        MachineState.Unreachable => V1Answer.Refused(
            400, description, "Machine is not available", "X-Machine-Not-Available", "Machine is not available"),
        MachineState.Forbidden => V1Answer.Refused(
            400, description, $"Permission denied for user {user} in {machine}", "X-Permission-Denied", NotPermitted),
        _ => V1Answer.Refused(400, description, "Authentication failed.", "X-Error", "Authentication failed."),
    };

    public static V1Answer Timeout(string description)
        => V1Answer.Refused(400, description, "Command has finished with timeout signal", "X-Timeout", "Command has finished with timeout signal");

    private static (string Name, string? Value) Header(string error)
    {
        if (Has("cannot access"))
        {
            return ("X-Invalid-Path", "path is an invalid path");
        }

        if (Has("No such file"))
        {
            return Has("cannot stat") ? ("X-Not-Found", "sourcePath not found")
                : Has("cannot create") || Has("cannot move") ? ("X-Invalid-Path", "sourcePath and/or targetPath are invalid paths")
                // With a full stop, unlike the others.
                : Has("cannot remove") ? ("X-Invalid-Path", "path is an invalid path.")
                : ("X-Invalid-Path", "path is an invalid path");
        }

        return Has("cannot open") || Has("Permission denied") ? ("X-Permission-Denied", NotPermitted)
            : Has("File exists") && (Has("mkdir: cannot create directory") || Has("ln: failed to create symbolic link"))
                ? ("X-Exists", "targetPath already exists")
            : Has("Not a directory") ? ("X-Not-A-Directory", "targetPath is not a directory")
            // A text about checksums for every command.
            : Has("directory") ? ("X-A-Directory", "path is a directory, can't checksum directories")
            : Has("overwrite") ? ("X-Exists", "targetPath already exists")
            : Has("not permitted") ? ("X-Permission-Denied", NotPermitted)
            : Has("invalid group") ? ("X-Invalid-Group", "group is an invalid group")
            : Has("invalid user") ? ("X-Invalid-Owner", "owner is an invalid user")
            : Has("invalid mode") ? ("X-Invalid-Mode", "mode is an invalid mode")
            : ("X-Error", null);

        bool Has(string text) => error.Contains(text, StringComparison.Ordinal);
    }
}
