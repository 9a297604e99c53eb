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

    [JsonConverter(typeof(ProfilesConverter))]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Profiles { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Where the file is unless told otherwise; null for a user without a home.</summary>
    public static string? DefaultPath(Func<string, string?> environment)
        => UserFolder.Find(environment, "XDG_CONFIG_HOME", Environment.SpecialFolder.ApplicationData, ".config") is { } folder ? Path.Combine(folder, "config.json") : null;

    /// <summary>Reads the file; null when there is none.</summary>
    public static ConfigurationFile? Read(string? path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        ConfigurationFile file;
        try
        {
            // As text, so that a mark of the byte order is skipped, which some editors put in front.
            file = JsonSerializer.Deserialize(File.ReadAllText(path), ConfigurationJson.Default.ConfigurationFile) ?? new();
        }
        catch (JsonException exception)
        {
            var advice = path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
                ? " A YAML file of pyFirecREST is not read here: 'firecrest config init' begins a file of profiles."
                : "";
            throw new UsageException($"The configuration file {path} cannot be read as JSON: {exception.Message}{advice}");
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
