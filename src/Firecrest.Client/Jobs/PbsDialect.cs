using System.Globalization;
using System.Text.RegularExpressions;

namespace Firecrest.Client.Jobs;

/// <summary><c>#PBS</c> lines, as OpenPBS and PBS Professional read them.</summary>
internal sealed partial class PbsDialect : DirectiveDialect
{
    private const string Flags = "fGhIVXxz";

    public override string NameOption => "N";

    public override string Prefix => "#PBS";

    protected override string OptionsExample => "-l software=matlab";

    /// <summary>Resources and attributes, of which one option holds a list, count as options of their own: <c>l:walltime</c>, <c>W:depend</c>.</summary>
    public override List<DirectiveOption> OptionsIn(ReadOnlySpan<char> text)
    {
        var words = SbatchDirectives.Words(text);
        var options = new List<DirectiveOption>();
        for (var i = 0; i < words.Count; i++)
        {
            var (word, start, _) = words[i];
            if (word.Length < 2 || word[0] != '-')
            {
                continue;
            }

            var takesNext = word.Length == 2 && !Flags.Contains(word[1]) && i + 1 < words.Count;
            i += takesNext ? 1 : 0;
            var value = takesNext ? words[i].Text : word[2..];
            if (word[1] is 'l' or 'W')
            {
                options.AddRange(NextInList().Split(value).Select(part => new DirectiveOption($"{word[1]}:{part.Split('=')[0]}", part, $"-{word[1]} {part}")));
            }
            else
            {
                options.Add(new(word[1].ToString(), value, text[start..words[i].End].ToString()));
            }
        }

        return options;
    }

    /// <summary>The older ways of asking for nodes cannot stand beside <c>select</c>.</summary>
    public override string Subject(string option) => option is "l:nodes" or "l:ncpus" or "l:mem" or "l:ngpus" or "l:mpiprocs" ? "l:select" : option;

    public override void CheckReplaced(JobDescription job, IReadOnlyList<DirectiveOption> script)
    {
        PbsReplacement.CheckSelection(job, script.Where(option => Subject(option.Name) == "l:select").Select(option => option.Value));
        PbsReplacement.CheckPlace(job, script.Where(option => option.Name == "l:place").Select(option => option.Value));
    }

    protected override IEnumerable<(string Property, string Text)> Write(JobDescription job)
    {
        RefuseWhatIsMissing(job);
        return All(job).Where(one => one.Value is not null).Select(one => (one.Property, one.Option + one.Value));
    }

    private static IEnumerable<(string Property, string Option, string? Value)> All(JobDescription job) =>
    [
        Text(nameof(job.Name), "-N ", job.Name),
        Text(nameof(job.Account), "-A ", job.Account),

        // A reservation is a queue, which the server sends instead of the partition.
        job.Reservation is null ? Text(nameof(job.Partition), "-q ", job.Partition) : Text(nameof(job.Reservation), "-q ", job.Reservation),
        (nameof(job.Nodes), "-l select=", PbsSelection.Of(job)),
        (job.Exclusive ? nameof(job.Exclusive) : nameof(job.Nodes), "-l place=", PbsSelection.PlaceOf(job)),
        (nameof(job.TimeLimit), "-l walltime=", Checked(nameof(job.TimeLimit), job.TimeLimit) is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{(long)limit.TotalHours:00}:{limit:mm\\:ss}") : null),
        Text(nameof(job.Array), "-J ", Range(job.Array)),
        Text(nameof(job.Dependencies), "-W depend=", Join(job.Dependencies)),
        (nameof(job.Requeue), "-r ", job.Requeue switch { null => null, true => "y", false => "n" }),
        Text(nameof(job.MailUser), "-M ", job.MailUser),
        (nameof(job.MailTypes), "-m ", job.MailTypes is { } types ? Mail(types) : null),
        Text(nameof(job.StandardOutput), "-o ", job.StandardOutput),
        Text(nameof(job.StandardError), "-e ", job.StandardError),
    ];

    private static void RefuseWhatIsMissing(JobDescription job)
    {
        Refuse(nameof(job.Qos), job.Qos);
        Refuse(nameof(job.Gres), job.Gres);
        Refuse(nameof(job.Constraints), job.Constraints);
        Refuse(nameof(job.Licenses), job.Licenses);
        Refuse(nameof(job.Signal), job.Signal);
        Refuse(nameof(job.Comment), job.Comment);
        Refuse(nameof(job.StandardInput), job.StandardInput);
        Refuse(nameof(job.Begin), job.Begin, "PBS reads a time in the zone of the machine that submits, which is not known here");
        Refuse(nameof(job.Dependencies), job.Dependencies.FirstOrDefault(one => one.Kind is "singleton" or "aftercorr"), "PBS has none of this kind");
    }

    private static void Refuse(string property, object? value, string? why = null)
    {
        if (value is not null)
        {
            throw new FirecrestNotSupportedException($"The job's {property} ('{value}') cannot be asked of PBS: {why ?? "it has nothing that is the same"}. Leave it out, or use {nameof(JobDescription.ExtraDirectives)}.");
        }
    }

    private static (string Property, string Option, string? Value) Text(string property, string option, string? value)
    {
        var text = Checked(property, value);
        if (text?.AsSpan().IndexOfAny("\"'\\") >= 0)
        {
            throw new ArgumentException($"The job's {property} contains a quote or a backslash, which a #PBS line cannot hold.", property);
        }

        return (property, option, text is not null && text.Any(c => char.IsWhiteSpace(c) || c == '#') ? $"\"{text}\"" : text);
    }

    private static string? Range(string? array)
        => array is null || ArrayRange().IsMatch(array) ? array : throw new FirecrestNotSupportedException(
            $"The job's {nameof(JobDescription.Array)} '{array}' cannot be asked of PBS, which takes one range such as 0-9, 0-9:2 or 0-9%3.");

    private static string Mail(MailTypes types)
    {
        const MailTypes Known = MailTypes.Begin | MailTypes.End | MailTypes.Fail;
        if ((types & ~Known) != 0)
        {
            throw new FirecrestNotSupportedException($"The job's {nameof(JobDescription.MailTypes)} ({types & ~Known}) cannot be asked of PBS, which writes at {Known}.");
        }

        return types == MailTypes.None ? "n" : $"{(types.HasFlag(MailTypes.Fail) ? "a" : "")}{(types.HasFlag(MailTypes.Begin) ? "b" : "")}{(types.HasFlag(MailTypes.End) ? "e" : "")}";
    }

    [GeneratedRegex(@"^[0-9]+-[0-9]+(:[0-9]+)?(%[0-9]+)?\z")]
    private static partial Regex ArrayRange();

    /// <summary>A comma before a name with a value; the commas within the value of one stay.</summary>
    [GeneratedRegex(@",(?=[A-Za-z_]+=)")]
    private static partial Regex NextInList();
}
