using System.Text;

namespace Firecrest.Client.Jobs;

/// <summary>Writes what a description says into its script.</summary>
internal sealed class ScriptRenderer(DirectiveDialect dialect, DirectiveConflict rule)
{
    /// <summary>A script of several jobs in one has directives for each part; nobody can tell which of them is meant.</summary>
    private static readonly string[] PartSeparators = ["hetjob", "packjob"];

    public static RenderedScript Render(JobDescription job, DirectiveDialect dialect)
    {
        job.Check();
        var script = job.Script ?? throw new FirecrestNotSupportedException($"The script is {job.ScriptPath} on the system, which is not read here; only a {nameof(job.Script)} can be shown.");
        var renderer = new ScriptRenderer(dialect, job.DirectiveConflicts);
        var settings = dialect.SettingsOf(job);
        if (job.DirectiveConflicts == DirectiveConflict.DescriptionWins)
        {
            dialect.CheckReplaced(job, renderer.OptionsOf(script));
        }

        return renderer.Merge(script, settings, job.Environment);
    }

    /// <summary>Writes settings of a job as a whole, which win; into the first part where there are several, since the commands run there.</summary>
    public static RenderedScript WriteForWhole(string script, DirectiveDialect dialect, IReadOnlyList<JobSetting> settings)
    {
        var renderer = new ScriptRenderer(dialect, DirectiveConflict.DescriptionWins);
        var text = renderer.Remove(script, renderer.FirstPart(script), [.. settings.SelectMany(renderer.Subjects)]);
        var lines = renderer.Lines(settings);
        var end = BatchScript.DirectiveLines(text, dialect.Prefix).Where(line => renderer.IsSeparator(text, line)).Select(line => line.Start.Value).DefaultIfEmpty(-1).First();
        return renderer.Read(end < 0 ? BatchScript.InsertBehindDirectives(text, lines) : text.Insert(end, lines), settings);
    }

    private RenderedScript Merge(string script, IReadOnlyList<JobSetting> settings, IReadOnlyDictionary<string, string> environment)
    {
        var kept = settings.Where(setting => Wins(setting, OptionsOf(script))).ToList();
        var written = HasParts(script) ? [] : kept;
        if (HasParts(script) && kept.Find(setting => !RequestOptions.CanCarry(setting)) is { } lost)
        {
            throw new FirecrestNotSupportedException($"The script has several parts ({PartSeparators[0]}), so that {lost.Property} cannot be written into it; write the directive into the part that it is for.");
        }

        var text = Remove(script, BatchScript.DirectiveLines(script, dialect.Prefix), [.. written.SelectMany(Subjects)]);
        var exports = BatchScript.ExportsFor(text, environment);
        return Read(BatchScript.InsertBehindDirectives(text, Lines(written) + exports), kept);
    }

    private string Lines(IEnumerable<JobSetting> settings) => string.Concat(settings.Select(setting => $"{dialect.Prefix} {setting.Text}\n"));

    private RenderedScript Read(string text, IReadOnlyList<JobSetting> settings) => new(text, OptionsOf(text), OptionsOf(text, FirstPart(text)), settings, HasParts(text));

    private bool Wins(JobSetting setting, List<DirectiveOption> existing)
    {
        var same = existing.Where(option => Subjects(setting).Contains(dialect.Subject(option.Name))).ToList();
        if (same.Count == 0 || rule == DirectiveConflict.DescriptionWins)
        {
            return true;
        }

        var differing = same.Where(option => !setting.Options.Any(mine => mine.Name == option.Name && mine.Value == option.Value)).ToList();
        return rule != DirectiveConflict.Fail || differing.Count == 0 ? false : throw new ArgumentException(
            $"The description's {setting.Property} says {setting.Text}, and a {dialect.Prefix} line of the script says {differing[0].Raw}. Remove one of them, or choose by {nameof(JobDescription.DirectiveConflicts)} which one wins.");
    }

    private IEnumerable<string> Subjects(JobSetting setting) => setting.Options.Select(option => dialect.Subject(option.Name));

    private List<DirectiveOption> OptionsOf(string script) => OptionsOf(script, BatchScript.DirectiveLines(script, dialect.Prefix));

    private List<DirectiveOption> OptionsOf(string script, IEnumerable<Range> lines)
        => [.. lines.SelectMany(line => dialect.OptionsIn(script.AsSpan()[line][dialect.Prefix.Length..]))];

    private bool HasParts(string script) => BatchScript.DirectiveLines(script, dialect.Prefix).Any(line => IsSeparator(script, line));

    private IEnumerable<Range> FirstPart(string script) => BatchScript.DirectiveLines(script, dialect.Prefix).TakeWhile(line => !IsSeparator(script, line));

    private bool IsSeparator(string script, Range line) => PartSeparators.Contains(script[line][dialect.Prefix.Length..].Trim());

    /// <summary>The script without some options; a line that is left without any goes too, other lines stay as they are.</summary>
    private string Remove(string script, IEnumerable<Range> lines, HashSet<string> subjects)
    {
        var text = new StringBuilder();
        var copied = 0;
        foreach (var line in lines)
        {
            var options = dialect.OptionsIn(script.AsSpan()[line][dialect.Prefix.Length..]);
            var rest = options.Where(option => !subjects.Contains(dialect.Subject(option.Name))).ToList();
            if (rest.Count == options.Count)
            {
                continue;
            }

            text.Append(script, copied, line.Start.Value - copied);
            copied = rest.Count > 0 ? line.End.Value : Math.Min(line.End.Value + 1, script.Length);
            text.Append(rest.Count > 0 ? $"{dialect.Prefix} {string.Join(' ', rest.Select(option => option.Raw))}" : "");
        }

        return text.Append(script, copied, script.Length - copied).ToString();
    }
}
