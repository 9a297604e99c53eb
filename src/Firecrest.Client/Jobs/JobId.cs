using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firecrest.Client;

/// <summary>A job's id taken apart: <c>123</c>, <c>123_4</c>, <c>123+1</c>, <c>123_[5-10%2]</c>, and PBS's <c>123.server</c> and <c>123[4].server</c>.</summary>
/// <remarks>
/// Everywhere else in this library an id is a text that is passed on as it is; this tells what a text means. Ids are equal when they mean the same: neither
/// the way of writing (<c>123_4</c>, <c>123[4]</c>) nor the name of the server counts.
/// </remarks>
/// <example>
/// <code>
/// var perArray = jobs.GroupBy(job => JobId.Parse(job.JobId).Base);
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct JobId : IEquatable<JobId>
{
    /// <summary>Where Slurm cuts a long list of tasks short.</summary>
    private const string Cut = "...";

    private readonly string? _text;
    private readonly string? _base;

    private JobId(string text, string baseId) => (_text, _base) = (text, baseId);

    /// <summary>The id of the whole job, which the API knows it by: <c>123</c> of <c>123_4</c>.</summary>
    public string Base => _base ?? "";

    /// <summary>The number of the task of an array: 4 of <c>123_4</c> and of <c>123[4]</c>; null when the id is not that of one task.</summary>
    public int? ArrayTask { get; private init; }

    /// <summary>The tasks of an array that wait together, as the scheduler writes them: <c>5-10%2</c> of <c>123_[5-10%2]</c>; null for any other id.</summary>
    public string? WaitingTasks { get; private init; }

    /// <summary>Which part of a heterogeneous job is meant: 1 of <c>123+1</c>; null when the id is not that of a part.</summary>
    public int? HeterogeneousOffset { get; private init; }

    /// <summary>The step: <c>batch</c> of <c>123.batch</c>, <c>0</c> of <c>123_4.0</c>; null when the id is not that of a step.</summary>
    /// <remarks>A number, <c>batch</c>, <c>extern</c>, <c>interactive</c> and <c>TBD</c> are taken for a step, anything else behind a dot for a server.</remarks>
    public string? Step { get; private init; }

    /// <summary>The server that gave the id, which PBS names: <c>pbs01</c> of <c>123.pbs01</c>; null when there is none.</summary>
    public string? Server { get; private init; }

    /// <summary>True for the id of a job or of an array with all its tasks: of no task, part or step.</summary>
    public bool IsWholeJob => ArrayTask is null && WaitingTasks is null && HeterogeneousOffset is null && Step is null;

    /// <summary>How many tasks the id stands for: 1, or more for <c>123_[5-10]</c>. Of a list that the scheduler cut short (<c>...</c>), those that are told.</summary>
    public int TaskCount => WaitingTasks is null ? 1 : Math.Max(1, Ranges(WaitingTasks).Sum(static range => range.Count));

    /// <summary>Takes an id apart.</summary>
    /// <exception cref="FormatException">The text is no job's id.</exception>
    public static JobId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var id) ? id : throw new FormatException(NoId(text));
    }

    /// <summary>Takes an id apart, if the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        id = default;
        var rest = text.AsSpan();
        var baseId = Take(ref rest, static c => char.IsAsciiLetterOrDigit(c));
        if (text is null || baseId.IsEmpty || !TryTakeTasks(ref rest, out var task, out var waiting) || !TryTakeOffset(ref rest, out var offset) || !TryTakeSuffix(rest, out var step, out var server))
        {
            return false;
        }

        id = new(text, baseId.Length == text.Length ? text : baseId.ToString())
        {
            ArrayTask = task,
            WaitingTasks = waiting,
            HeterogeneousOffset = offset,
            Step = step,
            Server = server,
        };
        return true;
    }

    /// <summary>True when the other id means this or a part of this: <c>123</c> covers <c>123_4</c>, and so does <c>123_[1-9]</c>.</summary>
    /// <remarks>A list of tasks that the scheduler cut short (<c>123_[1,3,...]</c>) may go on with any task behind the last that is told, and covers them.</remarks>
    public bool Covers(JobId other)
    {
        if (Base != other.Base)
        {
            return false;
        }

        return IsWholeJob || Equals(other) || (WaitingTasks is not null && other is { ArrayTask: { } task, HeterogeneousOffset: null, Step: null } && WaitsFor(task));
    }

    /// <summary>Whether two ids mean the same.</summary>
    public static bool operator ==(JobId left, JobId right) => left.Equals(right);

    /// <summary>Whether two ids do not mean the same.</summary>
    public static bool operator !=(JobId left, JobId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(JobId other)
        => Base == other.Base && ArrayTask == other.ArrayTask && WaitingTasks == other.WaitingTasks && HeterogeneousOffset == other.HeterogeneousOffset && Step == other.Step;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JobId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Base, ArrayTask, WaitingTasks, HeterogeneousOffset, Step);

    /// <summary>The id as it was written.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Reads an id that the server gave: one of an unknown form is that of a whole job.</summary>
    internal static JobId Read(string text) => TryParse(text, out var id) ? id : new(text, text.Split('_', '[', '+', '.')[0]);

    /// <summary>Checks an id that came from the caller.</summary>
    internal static JobId Checked(string text, string parameterName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameterName);
        return TryParse(text, out var id) ? id : throw new ArgumentException(NoId(text), parameterName);
    }

    private static string NoId(string text) => $"'{text}' is not a job id; expected for instance 123 or, for a task of an array, 123_4.";

    /// <summary><c>_4</c>, <c>_[5-10%2]</c>, or as PBS writes it: one task, several, or none for the whole array in brackets.</summary>
    private static bool TryTakeTasks(ref ReadOnlySpan<char> rest, out int? task, out string? waiting)
    {
        (task, waiting) = (null, null);
        var isSlurm = TryTake(ref rest, '_');
        if (!TryTake(ref rest, '['))
        {
            return !isSlurm || TryNumber(Take(ref rest, char.IsAsciiDigit), out task);
        }

        var listed = Take(ref rest, static c => char.IsAsciiDigit(c) || ",:%.-".Contains(c));
        if (!TryTake(ref rest, ']') || (isSlurm && listed.IsEmpty))
        {
            return false;
        }

        if (!isSlurm && listed.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return listed.IsEmpty || TryNumber(listed, out task);
        }

        waiting = listed.ToString();
        return true;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<char> rest, out int? offset)
    {
        offset = null;
        return !TryTake(ref rest, '+') || TryNumber(Take(ref rest, char.IsAsciiDigit), out offset);
    }

    private static bool TryTakeSuffix(ReadOnlySpan<char> rest, out string? step, out string? server)
    {
        (step, server) = (null, null);
        if (rest.IsEmpty)
        {
            return true;
        }

        if (!TryTake(ref rest, '.') || rest.IsEmpty || !char.IsAsciiLetterOrDigit(rest[0]))
        {
            return false;
        }

        var suffix = Take(ref rest, static c => char.IsAsciiLetterOrDigit(c) || "_.+-".Contains(c));
        var isStep = suffix.TrimEnd("0123456789+").IsEmpty || suffix is "batch" or "extern" or "interactive" or "TBD";
        step = isStep ? suffix.ToString() : null;
        server = isStep ? null : suffix.ToString();
        return rest.IsEmpty;
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest, Func<char, bool> isPart)
    {
        var length = 0;
        while (length < rest.Length && isPart(rest[length]))
        {
            length++;
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    /// <summary>False for no number, and for one that no scheduler gives.</summary>
    private static bool TryNumber(ReadOnlySpan<char> digits, out int? number)
    {
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = isNumber ? value : null;
        return isNumber;
    }

    private bool WaitsFor(int task)
    {
        var ranges = Ranges(WaitingTasks!).ToList();
        if (!WaitingTasks!.Contains(Cut, StringComparison.Ordinal))
        {
            return ranges.Exists(range => range.Contains(task));
        }

        // Tasks are listed in ascending order. The cut may go through a number, so that what it stands behind is not told.
        var told = ranges.SkipLast(1).ToList();
        return told.Exists(range => range.Contains(task)) || told.TrueForAll(range => range.Last < task);
    }

    private static IEnumerable<TaskRange> Ranges(string tasks) => tasks.Split('%')[0].Split(',').Select(TaskRange.Read);

    /// <summary>Tasks of an array: <c>5-10</c>, <c>0-12:4</c> or a single one; none when it is written otherwise.</summary>
    private readonly record struct TaskRange(int First, int Last, int Step)
    {
        public int Count => First >= 0 && Step > 0 && Last >= First ? ((Last - First) / Step) + 1 : 0;

        public static TaskRange Read(string text)
        {
            var stepAt = text.Split(':');
            var ends = stepAt[0].Split('-');
            return new(Number(ends[0]), Number(ends[^1]), stepAt.Length > 1 ? Number(stepAt[1]) : 1);
        }

        public bool Contains(int task) => Count > 0 && task >= First && task <= Last && (task - First) % Step == 0;

        private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
