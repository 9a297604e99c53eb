using System.Globalization;

namespace Firecrest.Client.Jobs;

/// <summary>How a scheduler takes what a job needs in the comments of its script.</summary>
internal abstract class DirectiveDialect
{
    public static DirectiveDialect Slurm { get; } = new SlurmDialect();

    public static DirectiveDialect Pbs { get; } = new PbsDialect();

    /// <summary>The option for the job's name.</summary>
    public abstract string NameOption { get; }

    /// <summary>What a line begins with.</summary>
    public abstract string Prefix { get; }

    /// <summary>An option that somebody may want and no property stands for.</summary>
    protected abstract string OptionsExample { get; }

    /// <summary>The dialect for what a system says of its scheduler; Slurm's when it says nothing.</summary>
    public static DirectiveDialect Of(string? schedulerType) => schedulerType?.ToLowerInvariant() switch
    {
        null or "" or "slurm" => Slurm,
        "pbs" => Pbs,
        _ => throw new FirecrestNotSupportedException($"The directives of the scheduler '{schedulerType}' are not known; those of slurm and pbs are."),
    };

    /// <summary>The options in one line, behind its prefix.</summary>
    public abstract List<DirectiveOption> OptionsIn(ReadOnlySpan<char> text);

    /// <summary>What an option is about: options about the same replace one another.</summary>
    public virtual string Subject(string option) => option;

    /// <summary>A property as a directive.</summary>
    public JobSetting Setting(string property, string text) => new(property, Checked(property, text)!, OptionsIn(text));

    /// <summary>Refuses a description of which a directive would replace more of the script's own than it says.</summary>
    /// <exception cref="ArgumentException">Something would be lost.</exception>
    public virtual void CheckReplaced(JobDescription job, IReadOnlyList<DirectiveOption> script)
    {
    }

    /// <summary>What the description says, as directives.</summary>
    /// <exception cref="ArgumentException">A value cannot stand in a directive.</exception>
    /// <exception cref="FirecrestNotSupportedException">The scheduler has nothing for a property.</exception>
    public IReadOnlyList<JobSetting> SettingsOf(JobDescription job)
    {
        var settings = new List<JobSetting>();
        foreach (var (property, text) in Write(job))
        {
            settings.Add(new(property, text, OptionsIn(text)));
        }

        foreach (var extra in job.ExtraDirectives)
        {
            settings.Add(Extra(extra, settings));
        }

        return settings;
    }

    protected abstract IEnumerable<(string Property, string Text)> Write(JobDescription job);

    /// <summary>A text that cannot leave its line; null when it is not set.</summary>
    protected static string? Checked(string property, string? value)
    {
        if (value is null)
        {
            return null;
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(value, property);

        // Some readers take the two separators of Unicode for the end of a line as well.
        return value.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')
            ? throw new ArgumentException($"The job's {property} contains a line break or another control character, which would end its directive.", property)
            : value;
    }

    /// <summary>A number as text; null when it is not set.</summary>
    protected static string? Checked(string property, long? value, long least = 1)
        => value is null ? null
            : value >= least ? value.Value.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentOutOfRangeException(property, value, $"The job's {property} must be at least {least}.");

    /// <summary>A time in whole seconds, rounded up; null when it is not set.</summary>
    protected static TimeSpan? Checked(string property, TimeSpan? value)
        => value is not { } time ? null
            : time > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds))
            : throw new ArgumentOutOfRangeException(property, value, $"The job's {property} must be more than zero.");

    /// <summary>The kinds of dependencies with the jobs of each, in the order in which they first occur.</summary>
    protected static string? Join(IReadOnlyList<JobDependency> dependencies)
        => dependencies.Count == 0 ? null : string.Join(',', dependencies.GroupBy(one => one.Kind).Select(kind => string.Join(':', [kind.Key, .. kind.SelectMany(one => one.JobIds)])));

    private JobSetting Extra(string text, List<JobSetting> others)
    {
        const string Property = nameof(JobDescription.ExtraDirectives);
        ArgumentNullException.ThrowIfNull(text, Property);
        var options = OptionsIn(Checked(Property, text.Trim()));
        if (options.Count == 0 || !text.TrimStart().StartsWith('-'))
        {
            throw new ArgumentException($"'{text}' in {Property} is no option; expected is what stands behind {Prefix}, for instance {OptionsExample}.", nameof(text));
        }

        return others.Find(other => other.Options.Any(option => options.Any(mine => Subject(mine.Name) == Subject(option.Name)))) is { } twice
            ? throw new ArgumentException($"'{text}' in {Property} says the same as {twice.Property}; set one of them.", nameof(text))
            : new(Property, text.Trim(), options);
    }
}
