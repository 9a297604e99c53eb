namespace Firecrest.Client.V1;

/// <summary>The time zone of the server, which it does not tell: its tasks are in local time, the date of its answers is not.</summary>
internal static class ServerClock
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    /// <summary>For a task that has just ended. Zero when it cannot be told, or when no zone is that far from UTC.</summary>
    public static TimeSpan OffsetOf(TaskInfo task)
    {
        if ((task.UpdatedAt ?? task.CreatedAt) is not { } local || task.ToldAt is not { } told)
        {
            return TimeSpan.Zero;
        }

        var offset = Step * Math.Round((local - told.UtcDateTime) / Step);
        return offset.Duration() <= Farthest ? offset : TimeSpan.Zero;
    }

    public static DateTimeOffset? ToInstant(DateTime? local, TimeSpan offset) => local is { } time ? new DateTimeOffset(time, offset) : null;
}
