using System.CommandLine;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>What is set, and where.</summary>
internal static class ConfigCommands
{
    public const string Description = "Shows what is set and where, and makes a configuration file.";

    private const string Template = """
        // Profiles for firecrest. Comments and commas at the end of lists are allowed.
        {
          // The profile that is used when none is asked for.
          "default": "example",
          "profiles": {
            "example": {
              "url": "https://firecrest.example.org/v2",
              "tokenUrl": "https://idp.example.org/realms/hpc/protocol/openid-connect/token",
              "clientId": "my-client",
              // A file with nothing but the secret, which nobody else can read.
              "clientSecretFile": "/home/me/.config/firecrest/example.secret",
              "system": "cluster",
            },
          },
        }

        """;

    private const string PathName = "path";
    private const string InitName = "init";

    /// <summary>These need no file, and do their work also where it is damaged.</summary>
    public static bool DoesWithoutFile(Command command)
        => command.Name is CompletionCommand.Name or SchemaCommand.Name || (command.Name is PathName or InitName && command.Parents.Any(parent => parent.Name == "config"));

    public static Command Create(CommandFactory factory) => Group(
        "config",
        Description,
        factory.Create("show", "Lists the settings that apply and where each comes from, without secrets.", [], session =>
        {
            session.Results.WriteList(Kinds.Configuration, Describe(session.Settings));
            return Task.CompletedTask;
        }),
        factory.Create(PathName, "Prints the path of the configuration file.", [], session =>
        {
            Tell(session, "config-path", changed: false);
            return Task.CompletedTask;
        }),
        factory.Create(InitName, "Writes an example of a configuration file, unless there is one.", [], Initialise));

    public static IReadOnlyList<ConfigurationDocument> Describe(Settings settings)
        => [.. Setting.All.Select(setting => Describe(setting, setting == Setting.Profile ? settings.ProfileName : settings.Find(setting)))];

    private static ConfigurationDocument Describe(Setting setting, SettingValue? value) => new(
        setting == Setting.ConfigFile ? "config" : setting == Setting.Profile ? "profile" : setting.Key,
        value is null ? null : setting.IsSecret ? "(set)" : Shown(setting, value.Value),
        value?.Source,
        setting.IsSecret);

    /// <summary>What may hold a secret in a setting that is none: the arguments of a command, a user and password in an address.</summary>
    private static string Shown(Setting setting, string value)
        => setting == Setting.TokenCommand ? CommandWords.First(value)
            : setting == Setting.Url || setting == Setting.TokenUrl || setting == Setting.DeviceUrl ? Identity.WithoutUser(value)
            : value;

    private static Task Initialise(Session session)
    {
        var path = session.Settings.FilePath;
        if (File.Exists(path))
        {
            throw new OutcomeException(ExitCode.WrongState, $"There is a configuration file already: {path}");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(path, options))
        {
            writer.Write(Template.ReplaceLineEndings("\n"));
        }

        Tell(session, "config-init", changed: true);
        return Task.CompletedTask;
    }

    private static void Tell(Session session, string action, bool changed)
    {
        if (session.Results.Format == Output.OutputFormat.Table)
        {
            session.Results.WriteLine(session.Settings.FilePath);
        }
        else
        {
            session.Results.Write(Kinds.Action, new ActionDocument(action, null, session.Settings.FilePath, null, null, changed));
        }
    }
}
