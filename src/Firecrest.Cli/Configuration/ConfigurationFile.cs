using System.Text.Json;
using System.Text.Json.Serialization;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Configuration;

/// <summary>The file with the profiles: JSON with comments.</summary>
internal sealed class ConfigurationFile
{
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The profile to use when none is asked for.</summary>
    public string? Default { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Profiles { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Where the file is unless told otherwise.</summary>
    public static string DefaultPath(Func<string, string?> environment)
    {
        if (environment("XDG_CONFIG_HOME") is { Length: > 0 } xdg)
        {
            return Path.Combine(xdg, "firecrest", "config.json");
        }

        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "firecrest", "config.json")
            : Path.Combine(environment("HOME") ?? "", ".config", "firecrest", "config.json");
    }

    /// <summary>Reads the file; null when there is none.</summary>
    public static ConfigurationFile? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        ConfigurationFile file;
        try
        {
            file = JsonSerializer.Deserialize(File.ReadAllBytes(path), ConfigurationJson.Default.ConfigurationFile) ?? new();
        }
        catch (JsonException exception)
        {
            throw new UsageException($"The configuration file {path} cannot be read: {exception.Message}");
        }

        file.Check(path);
        return file;
    }

    private void Check(string path)
    {
        var known = Setting.All.Where(setting => setting.IsInProfiles).ToDictionary(setting => setting.Key);
        foreach (var (name, profile) in Profiles)
        {
            foreach (var key in profile.Keys)
            {
                if (!known.TryGetValue(key, out var setting))
                {
                    throw new UsageException($"The profile '{name}' in {path} has '{key}', which is no setting. Known: {string.Join(", ", known.Keys)}.");
                }

                if (setting.IsSecret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ReadableByOthers) != 0)
                {
                    throw new UsageException($"The profile '{name}' holds a secret ({key}), but others can read {path}. Run: chmod 600 {path}");
                }
            }
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConfigurationFile))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
