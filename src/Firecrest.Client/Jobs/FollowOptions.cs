using Firecrest.Client.Jobs;

namespace Firecrest.Client;

/// <summary>How to follow what a job writes.</summary>
public sealed record FollowOptions
{
    /// <summary>The pauses between looks; the first one again after each look that found something. Default 1 s, growing to 10 s.</summary>
    public PollSchedule Schedule { get; init; } = new() { InitialDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10) };

    /// <summary>How long the files must stay as they are after the end of the job: file systems show late what nodes have written. Default 5 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a file that has not appeared yet is waited for after the end of a job that has run, if longer than <see cref="DrainTime"/>. Default 30 s.</summary>
    public TimeSpan LateFileGrace { get; init; } = LateFile.Grace;

    /// <summary>Also follows the standard error where it is a file of its own. Default true.</summary>
    public bool IncludeError { get; init; } = true;

    /// <summary>How long the job may be unknown to the scheduler before the following fails. Default 20 s.</summary>
    public TimeSpan NotFoundGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the following goes on without any answer from the server, through outages, before it fails. Default 10 minutes.</summary>
    /// <remarks>A command or a file that gave tokens meanwhile and gives none now counts as an outage; an identity provider that refuses ends the following.</remarks>
    public TimeSpan OutageTolerance { get; init; } = TimeSpan.FromMinutes(10);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Schedule);
        Schedule.Validate();
        OptionCheck.NotNegative(DrainTime, nameof(DrainTime));
        OptionCheck.NotNegative(LateFileGrace, nameof(LateFileGrace));
        OptionCheck.NotNegative(NotFoundGrace, nameof(NotFoundGrace));
        OptionCheck.NotNegative(OutageTolerance, nameof(OutageTolerance));
    }
}
