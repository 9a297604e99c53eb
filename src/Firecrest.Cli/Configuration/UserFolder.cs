namespace Firecrest.Cli.Configuration;

/// <summary>The user's folders. None of them depends on the directory that a command runs in.</summary>
internal static class UserFolder
{
    /// <summary>A folder of this program; null for a user without a home.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="variable">The one that names the folder that holds it; it counts only with an absolute path, as its specification says.</param>
    /// <param name="special">The folder on Windows.</param>
    /// <param name="inHome">The folder in the user's home elsewhere.</param>
    public static string? Find(Func<string, string?> environment, string variable, Environment.SpecialFolder special, string inHome)
    {
        var folder = Absolute(environment(variable))
            ?? (OperatingSystem.IsWindows() ? Absolute(Environment.GetFolderPath(special)) : Home(environment) is { } home ? Path.Combine(home, inHome) : null);
        return folder is null ? null : Path.Combine(folder, "firecrest");
    }

    private static string? Home(Func<string, string?> environment) => Absolute(environment("HOME")) ?? Absolute(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private static string? Absolute(string? path) => Path.IsPathRooted(path) ? path : null;
}
