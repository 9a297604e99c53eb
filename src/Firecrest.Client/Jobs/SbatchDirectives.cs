using System.Text;

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
        "contiguous", "exclusive", "hold", "ignore-pbs", "immediate", "kill-on-invalid-dep", "no-kill", "no-requeue", "overcommit",
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
        foreach (ReadOnlySpan<char> line in script.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                directives.Add(Words(line[Prefix.Length..]));
            }
            else if (!line.IsWhiteSpace() && line.TrimStart()[0] != '#')
            {
                break;
            }
        }

        return directives;
    }

    /// <summary>The value of an option by its long name: null when it is not given, empty for a flag.</summary>
    public string? Find(string longName) => _values.GetValueOrDefault(longName);

    private void Add(List<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            string? next = i + 1 < words.Count ? words[i + 1] : null;
            bool usedNext = word.StartsWith("--", StringComparison.Ordinal)
                ? AddLong(word[2..], next)
                : word.Length > 1 && word[0] == '-' && AddShort(word[1..], next);
            i += usedNext ? 1 : 0;
        }
    }

    private bool AddLong(string option, string? next)
    {
        int equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            _values[option[..equals]] = option[(equals + 1)..];
            return false;
        }

        bool takesNext = next is not null && !Flags.Contains(option);
        _values[option] = takesNext ? next! : "";
        return takesNext;
    }

    private bool AddShort(string option, string? next)
    {
        if (!LongNames.TryGetValue(option[0], out string? name))
        {
            return false;
        }

        if (Flags.Contains(name) && option.Length > 1 && LongNames.ContainsKey(option[1]))
        {
            _values[name] = "";
            return AddShort(option[1..], next);
        }

        bool takesNext = option.Length == 1 && next is not null && !Flags.Contains(name);
        _values[name] = takesNext ? next! : option[1..];
        return takesNext;
    }

    private static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                inWord = true;
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Finish();
            }
            else if (quote == '\0' && c == '#' && !inWord)
            {
                break;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }
}
