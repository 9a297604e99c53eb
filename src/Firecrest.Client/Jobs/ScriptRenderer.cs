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
        return new ScriptRenderer(dialect, job.DirectiveConflicts).Merge(script, dialect.SettingsOf(job), job.Environment);
    }

    private RenderedScript Merge(string script, IReadOnlyList<JobSetting> settings, IReadOnlyDictionary<string, string> environment)
    {
        var kept = settings.Where(setting => Wins(setting, OptionsOf(script))).ToList();
        var written = HasParts(script) ? [] : kept;
        if (HasParts(script) && kept.Find(setting => !RequestOptions.CanCarry(setting)) is { } lost)
        {
            throw new FirecrestNotSupportedException($"The script has several parts ({PartSeparators[0]}), so that {lost.Property} cannot be written into it; write the directive into the part that it is for.");
        }

        var text = Remove(script, [.. written.SelectMany(Subjects)]);
        var exports = BatchScript.ExportsFor(text, environment);
        var lines = string.Concat(written.Select(setting => $"{dialect.Prefix} {setting.Text}\n"));
        text = BatchScript.InsertBehindDirectives(text, lines + exports);
        return new(text, OptionsOf(text), kept);
    }

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

    private List<DirectiveOption> OptionsOf(string script)
        => [.. BatchScript.DirectiveLines(script, dialect.Prefix).SelectMany(line => dialect.OptionsIn(script.AsSpan()[line][dialect.Prefix.Length..]))];

    private bool HasParts(string script)
        => BatchScript.DirectiveLines(script, dialect.Prefix).Any(line => PartSeparators.Contains(script[line][dialect.Prefix.Length..].Trim()));

    /// <summary>The script without some options; a line that is left without any goes too, other lines stay as they are.</summary>
    private string Remove(string script, HashSet<string> subjects)
    {
        var text = new StringBuilder();
        var copied = 0;
        foreach (var line in BatchScript.DirectiveLines(script, dialect.Prefix))
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
