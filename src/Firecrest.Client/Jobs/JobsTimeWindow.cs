namespace Firecrest.Client;

/// <summary>How far back a list of jobs reaches. Jobs that wait or run are always listed.</summary>
public enum JobsTimeWindow
{
    /// <summary>The last hour.</summary>
    OneHour,

    /// <summary>The last eight hours.</summary>
    EightHours,

    /// <summary>The last 24 hours.</summary>
    OneDay,

    /// <summary>The last three days.</summary>
    ThreeDays,

    /// <summary>The last seven days.</summary>
    SevenDays,
}
