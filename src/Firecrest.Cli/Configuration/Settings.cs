using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Configuration;

/// <summary>What applies to this run: the command line before the environment before the profile.</summary>
internal sealed class Settings
{
    private readonly Func<Setting, string?> _commandLine;
    private readonly Func<string, string?> _environment;
    private readonly IReadOnlyDictionary<string, string>? _profile;
    private readonly string? _filePath;

    /// <param name="commandLine">What the command line sets.</param>
    /// <param name="environment">What the environment sets.</param>
    /// <param name="isWithoutFile">Whether the file is not read, as by the command that makes it.</param>
    public Settings(Func<Setting, string?> commandLine, Func<string, string?> environment, bool isWithoutFile = false)
    {
        _commandLine = commandLine;
        _environment = environment;
        var path = Find(Setting.ConfigFile);
        _filePath = path?.Value ?? ConfigurationFile.DefaultPath(environment);
        if (isWithoutFile)
        {
            return;
        }

        var file = ConfigurationFile.Read(_filePath);
        if (file is null && path is not null)
        {
            throw new UsageException($"There is no configuration file {FilePath} ({path.Source}).");
        }

        Profiles = [.. file?.Profiles.Keys ?? []];
        ProfileName = Find(Setting.Profile) ?? (file?.Default is { } name ? new SettingValue(name, SettingLevel.Profile, FilePath) : null);
        if (ProfileName is not null && file?.Profiles.TryGetValue(ProfileName.Value, out _profile) != true)
        {
            var known = Profiles.Count == 0 ? "there are none" : $"there are {string.Join(", ", Profiles)}";
            throw new UsageException($"There is no profile '{ProfileName.Value}' ({ProfileName.Source}) in {_filePath ?? "a configuration file"}; {known}.");
        }
    }

    public string FilePath => _filePath ?? throw new UsageException("There is no home directory with a configuration file: name one by --config.");

    public IReadOnlyList<string> Profiles { get; } = [];

    public SettingValue? ProfileName { get; }

    /// <summary>The value that applies; null when it is set nowhere. An empty variable counts as not set.</summary>
    public SettingValue? Find(Setting setting)
    {
        if (_commandLine(setting) is { } given)
        {
            return new(given, SettingLevel.CommandLine, setting.Option!);
        }

        foreach (var variable in setting.Variables)
        {
            if (_environment(variable) is { Length: > 0 } value)
            {
                return new(value, SettingLevel.Environment, variable);
            }
        }

        return setting.IsInProfiles && _profile?.TryGetValue(setting.Key, out var kept) == true ? new(kept, SettingLevel.Profile, $"profile {ProfileName!.Value}") : null;
    }

    public string? Get(Setting setting) => Find(setting)?.Value;

    public string Require(Setting setting)
    {
        if (Get(setting) is { Length: > 0 } value)
        {
            return value;
        }

        string[] places = [.. setting.Option is { } option ? [option] : Array.Empty<string>(), setting.Variables[0], $"\"{setting.Key}\" of a profile"];
        throw new UsageException($"{setting.Meaning.TrimEnd('.')} is not known. Set {string.Join(", ", places[..^1])} or {places[^1]} in {_filePath ?? "a configuration file"}.");
    }
}
