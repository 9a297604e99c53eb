using System.Globalization;

namespace Firecrest.Client.V1;

/// <summary>How far a task is: the server's number. New numbers may appear; they count as no end.</summary>
/// <param name="Code">The number.</param>
public readonly record struct TaskState(int Code)
{
    /// <summary>100: waits or runs.</summary>
    public static TaskState Queued { get; } = new(100);

    /// <summary>101: runs. The server knows it, but FirecREST 1.16 never sets it.</summary>
    public static TaskState InProgress { get; } = new(101);

    /// <summary>110: an upload whose form is being made.</summary>
    public static TaskState AwaitingForm { get; } = new(110);

    /// <summary>111: an upload whose form is in the task, and whose file is to be sent to the object store now.</summary>
    public static TaskState FormReady { get; } = new(111);

    /// <summary>112: an upload whose file has been seen in the object store. Lasts milliseconds.</summary>
    public static TaskState ObjectSeen { get; } = new(112);

    /// <summary>113: an upload whose file the system fetches from the object store.</summary>
    public static TaskState Fetching { get; } = new(113);

    /// <summary>114: an upload that is done.</summary>
    public static TaskState Fetched { get; } = new(114);

    /// <summary>115: an upload whose file could not be fetched. No end: the server tries again each time it looks.</summary>
    public static TaskState FetchFailed { get; } = new(115);

    /// <summary>116: a download whose file the system writes to the object store.</summary>
    public static TaskState Staging { get; } = new(116);

    /// <summary>117: a download whose link is in the task.</summary>
    public static TaskState Staged { get; } = new(117);

    /// <summary>118: a download whose file could not be written to the object store.</summary>
    public static TaskState StagingFailed { get; } = new(118);

    /// <summary>200: done, with its result in the task.</summary>
    public static TaskState Succeeded { get; } = new(200);

    /// <summary>300: deleted on request. FirecREST 1.16 never sets it.</summary>
    public static TaskState Deleted { get; } = new(300);

    /// <summary>301: about to be forgotten. FirecREST 1.16 never sets it.</summary>
    public static TaskState Expiring { get; } = new(301);

    /// <summary>302: no longer valid, since it was invalidated.</summary>
    public static TaskState Invalidated { get; } = new(302);

    /// <summary>400: failed, with the reason in the task.</summary>
    public static TaskState Failed { get; } = new(400);

    /// <summary>True when nothing more will happen: done, failed or given up. A number that this library does not know is no end.</summary>
    public bool IsTerminal => IsSuccess || IsFailure;

    /// <summary>True when the task did what it was created for.</summary>
    public bool IsSuccess => Code is 114 or 117 or 200;

    /// <summary>True when the task will never do what it was created for: it failed, was invalidated or is forgotten.</summary>
    public bool IsFailure => Code is 118 or 300 or 301 or 302 or 400;

    /// <summary>The number.</summary>
    public override string ToString() => Code.ToString(CultureInfo.InvariantCulture);
}
