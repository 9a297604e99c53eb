using System.CommandLine;
using Firecrest.Cli.Configuration;

namespace Firecrest.Cli.Invocation;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Dictionary<string, Option<string?>> _settings = [];

    public Option<bool> AllowSecretArgument { get; } = Flag("--allow-secret-argument", "Allows --client-secret, although others on this machine can read it.");

    public Option<bool> ClientSecretInput { get; } = Flag("--client-secret-stdin", "Reads the client secret from the standard input: its first line. What follows is for the command.");

    public Option<string?> RequestTimeout { get; } = Recursive<string?>("--request-timeout", "The longest time of one request (default 100s).");

    public Option<string?> RetryFor { get; } = Recursive<string?>("--retry-for", "How long a failed request is repeated, where that is safe (default: 4 times within 2m).");

    public Option<bool> NoCache { get; } = Flag("--no-cache", "Neither takes nor keeps a token on disk.");

    public Option<bool> AllowInsecureHttp { get; } = Flag("--allow-insecure-http", "Allows http: addresses other than loopback, over which tokens and secrets travel unencrypted.");

    public Option<bool> Verbose { get; } = Flag("--verbose", "Tells on standard error what is requested.");

    public Option<bool> NoColor { get; } = Flag("--no-color", "No colours; the variable NO_COLOR does the same.");

    /// <summary>Before the command pyFirecREST takes these; behind it some of them mean something else.</summary>
    private Option<string?> RootTimeout { get; } = new("--timeout") { Description = "The same as --request-timeout, in front of the command.", Hidden = true };

    private Option<string?> AuthTimeout { get; } = new("--auth-timeout") { Description = "Accepted for pyFirecREST; --request-timeout holds for token requests too.", Hidden = true };

    private Option<bool> Debug { get; } = new("--debug") { Description = "The same as --verbose.", Hidden = true };

    private Option<bool> NoDebug { get; } = new("--no-debug") { Description = "Accepted for pyFirecREST, and so anyway.", Hidden = true };

    public void AddTo(Command root)
    {
        foreach (var setting in Setting.All.Where(setting => setting.Option is not null))
        {
            var option = Recursive<string?>(setting.Option!, setting.Meaning);
            if (setting.Alias is { } alias)
            {
                option.Aliases.Add(alias);
            }

            _settings.Add(setting.Key, option);
            root.Options.Add(option);
        }

        _settings[Setting.Output.Key].AcceptOnlyFromAmong("table", "json", "ndjson", "id");
        Verbose.Aliases.Add("-v");
        foreach (Option option in new Option[] { AllowSecretArgument, ClientSecretInput, RequestTimeout, RetryFor, NoCache, AllowInsecureHttp, Verbose, NoColor, RootTimeout, AuthTimeout, Debug, NoDebug })
        {
            root.Options.Add(option);
        }
    }

    public string? Get(ParseResult parsed, Setting setting)
        => _settings.TryGetValue(setting.Key, out var option) && parsed.GetResult(option) is { } result && !result.Errors.Any() ? parsed.GetValue(option) : null;

    public string? GetRequestTimeout(ParseResult parsed) => parsed.GetValue(RequestTimeout) ?? parsed.GetValue(RootTimeout);

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(Verbose) || parsed.GetValue(Debug);

    private static Option<bool> Flag(string name, string description) => Recursive<bool>(name, description);

    private static Option<T> Recursive<T>(string name, string description) => new(name) { Description = description, Recursive = true };
}
