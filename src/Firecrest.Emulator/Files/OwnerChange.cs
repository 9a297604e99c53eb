namespace Firecrest.Emulator.Files;

/// <summary>What chown allows: there is one user with two groups.</summary>
internal static class OwnerChange
{
    private static readonly string[] Groups = [FileRow.GroupName, FileRow.OtherGroupName];

    /// <summary>What chown complains about, or null.</summary>
    public static string? Complaint(string path, string owner, string group, FirecrestEmulatorOptions options)
        => owner.Length > 0 && owner != options.UserName && owner != "root" ? $"chown: invalid spec: '{owner}:{group}'"
            : group.Length > 0 && !Groups.Contains(group) ? $"chown: invalid group: '{owner}:{group}'"
            : owner == "root" ? $"chown: changing ownership of '{path}': Operation not permitted"
            : null;
}
