using System.Text;
using Firecrest.Client.Jobs;

namespace Firecrest.Client;

/// <summary>The options in the <c>#SBATCH</c> lines of a batch script, read the way sbatch reads them.</summary>
internal sealed class SbatchDirectives
{
    private const string Prefix = "#SBATCH";

    private static readonly Dictionary<char, string> LongNames = new()
    {
        ['A'] = "account",
        ['a'] = "array",
        ['B'] = "extra-node-info",
        ['b'] = "begin",
        ['C'] = "constraint",
        ['c'] = "cpus-per-task",
        ['D'] = "chdir",
        ['d'] = "dependency",
        ['e'] = "error",
        ['F'] = "nodefile",
        ['G'] = "gpus",
        ['H'] = "hold",
        ['I'] = "immediate",
        ['i'] = "input",
        ['J'] = "job-name",
        ['k'] = "no-kill",
        ['L'] = "licenses",
        ['M'] = "clusters",
        ['m'] = "distribution",
        ['N'] = "nodes",
        ['n'] = "ntasks",
        ['O'] = "overcommit",
        ['o'] = "output",
        ['p'] = "partition",
        ['Q'] = "quiet",
        ['q'] = "qos",
        ['S'] = "core-spec",
        ['s'] = "oversubscribe",
        ['t'] = "time",
        ['v'] = "verbose",
        ['W'] = "wait",
        ['w'] = "nodelist",
        ['x'] = "exclude",
    };

    // These take no value, or take one only after '=' (or, when short, in the same word).
    private static readonly HashSet<string> Flags =
    [
        "contiguous", "exclusive", "get-user-env", "hold", "ignore-pbs", "immediate", "nice", "no-kill", "no-requeue", "overcommit",
        "oversubscribe", "parsable", "propagate", "quiet", "reboot", "requeue", "spread-job", "test-only", "use-min-nodes", "verbose", "wait",
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private SbatchDirectives()
    {
    }

    /// <summary>The value of an option, or null when it is not given.</summary>
    public string? this[char shortName, string longName]
        => LongNames.TryGetValue(shortName, out string? name) && name != longName
            ? throw new ArgumentException($"-{shortName} is --{name}, not --{longName}.", nameof(longName))
            : Find(longName);

    /// <summary>Reads the lines from the top of <paramref name="script"/> to its first command.</summary>
    public static SbatchDirectives Parse(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var directives = new SbatchDirectives();
        foreach (var line in BatchScript.DirectiveLines(script, Prefix))
        {
            foreach (var option in OptionsIn(script.AsSpan()[line][Prefix.Length..]))
            {
                directives._values[option.Name] = option.Value;
            }
        }

        return directives;
    }

    /// <summary>The options in one line, behind its prefix; under the long names, whichever were used.</summary>
    public static List<DirectiveOption> OptionsIn(ReadOnlySpan<char> text)
    {
        var words = Words(text);
        var options = new List<DirectiveOption>();
        for (int i = 0; i < words.Count; i++)
        {
            var start = words[i].Start;
            var found = new List<(string Name, string Value)>();
            i += Read(words[i].Text, i + 1 < words.Count ? words[i + 1].Text : null, found) ? 1 : 0;
            var raw = text[start..words[i].End].ToString();
            options.AddRange(found.Select(one => new DirectiveOption(one.Name, one.Value, found.Count == 1 ? raw : Write(one.Name, one.Value))));
        }

        return options;
    }

    /// <summary>An option as a directive has it, in quotes where it needs them.</summary>
    public static string Write(string longName, string value) => value.Length == 0 ? $"--{longName}" : $"--{longName}={Quote(value)}";

    /// <summary>The words of a line, without their quotes, and where they stand.</summary>
    public static List<(string Text, int Start, int End)> Words(ReadOnlySpan<char> text)
    {
        var words = new List<(string Text, int Start, int End)>();
        var word = new StringBuilder();
        int start = -1;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Finish(i);
                continue;
            }

            if (quote == '\0' && c == '#' && start < 0)
            {
                break;
            }

            start = start < 0 ? i : start;
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
            }
            else
            {
                word.Append(c);
            }
        }

        Finish(text.Length);
        return words;

        void Finish(int end)
        {
            if (start >= 0)
            {
                words.Add((word.ToString(), start, end));
            }

            word.Clear();
            start = -1;
        }
    }

    /// <summary>The value of an option by its long name: null when it is not given, empty for a flag.</summary>
    public string? Find(string longName) => _values.GetValueOrDefault(longName);

    private static string Quote(string value)
        => value.Any(c => char.IsWhiteSpace(c) || c is '#' or '"' or '\'' or '\\')
            ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : value;

    /// <summary>True when the next word is the value.</summary>
    private static bool Read(string word, string? next, List<(string Name, string Value)> found)
        => word.StartsWith("--", StringComparison.Ordinal) ? ReadLong(word[2..], next, found) : word.Length > 1 && word[0] == '-' && ReadShort(word[1..], next, found);

    private static bool ReadLong(string option, string? next, List<(string Name, string Value)> found)
    {
        int equals = option.IndexOf('=', StringComparison.Ordinal);
        bool takesNext = equals < 0 && next is not null && !Flags.Contains(option);
        found.Add(equals >= 0 ? (option[..equals], option[(equals + 1)..]) : (option, takesNext ? next! : ""));
        return takesNext;
    }

    private static bool ReadShort(string option, string? next, List<(string Name, string Value)> found)
    {
        if (!LongNames.TryGetValue(option[0], out string? name))
        {
            return false;
        }

        if (Flags.Contains(name) && option.Length > 1 && LongNames.ContainsKey(option[1]))
        {
            found.Add((name, ""));
            return ReadShort(option[1..], next, found);
        }

        bool takesNext = option.Length == 1 && next is not null && !Flags.Contains(name);
        found.Add((name, takesNext ? next! : option[1..]));
        return takesNext;
    }
}
