using System.Buffers;
using System.Net;

namespace Firecrest.Client.Errors;

/// <summary>What FirecREST's statuses and words mean. The only place that compares texts of servers.</summary>
internal static class ServerMessages
{
    /// <summary>The length of a SHA-256 in hexadecimal digits.</summary>
    private const int SumLength = 64;

    private static readonly string[] FileCommands = ["cp", "mv", "rm", "tar", "find", "gzip", "bzip2", "xz"];

    /// <summary>What tar says while it succeeds.</summary>
    private static readonly string[] Remarks = ["Removing leading `", "in the future", "unknown extended header keyword", "implausibly old time stamp"];

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// How Slurm's commands say that the connection to the controller or to accounting failed, before or after it was asked. Its REST API writes the slash of
    /// <c>send/recv</c> with a backslash before it, so that the text ends there.
    /// </summary>
    private static readonly string[] SlurmOutages =
    [
        "Socket timed out on send", "Unable to contact slurm controller", "failed to open persistent connection", "Zero Bytes were transmitted or received",
        "Message send failure", "Message receive failure", "Communication connection failure", "Communication shutdown failure", "Unexpected message received",
        "Header lengths are longer than data received",
    ];

    /// <summary>The first rule that fits decides; a rule without text fits its status whatever the server says.</summary>
    private static readonly Rule[] Rules =
    [
        new(401, "expires too soon", FirecrestErrorCode.TokenExpiresTooSoon, OutcomeClass.Refused),
        new(401, null, FirecrestErrorCode.Unauthorized, OutcomeClass.Refused),
        new(403, "Not authenticated", FirecrestErrorCode.Unauthorized, OutcomeClass.Refused),
        new(403, "Invalid authentication credentials", FirecrestErrorCode.Unauthorized, OutcomeClass.Refused),

        new(429, null, FirecrestErrorCode.RateLimited, OutcomeClass.NotExecuted),

        // FirecREST v1 and the gateway in front of it. The first is all it says when its compute service cannot enter the system, before it does anything.
        new(400, "Failed to retrieve jobs information", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted, IsWhole: true),
        new(400, "Invalid", FirecrestErrorCode.NotImplemented, OutcomeClass.Refused, IsWhole: true),
        new(404, "404 Not Found (a web page", FirecrestErrorCode.NotImplemented, OutcomeClass.Refused),
        new(404, "Invalid JSON", FirecrestErrorCode.InvalidRequest, OutcomeClass.Refused),
        new(404, "System does not exists.", FirecrestErrorCode.SystemNotFound, OutcomeClass.Refused, IsWhole: true),
        new(405, "405 Method Not Allowed (a web page", FirecrestErrorCode.NotImplemented, OutcomeClass.Refused),

        // Scheduler and file system errors come with several statuses.
        new(null, "accounting/QOS policy", FirecrestErrorCode.QuotaExceeded, OutcomeClass.Refused),
        new(null, @"accounting\/QOS policy", FirecrestErrorCode.QuotaExceeded, OutcomeClass.Refused),
        new(null, ": Disk quota exceeded", FirecrestErrorCode.QuotaExceeded, OutcomeClass.Refused),
        new(null, ": No space left on device", FirecrestErrorCode.QuotaExceeded, OutcomeClass.Refused),
        new(500, "Invalid job id specified", FirecrestErrorCode.JobNotFound, OutcomeClass.Refused),
        new(500, "Expired or invalid job", FirecrestErrorCode.JobAlreadyEnded, OutcomeClass.Refused),
        new(500, "already completing or completed", FirecrestErrorCode.JobAlreadyEnded, OutcomeClass.Refused),
        new(500, "Access/permission denied", FirecrestErrorCode.PermissionDenied, OutcomeClass.Refused),
        new(500, "No SSH credentials found", FirecrestErrorCode.PermissionDenied, OutcomeClass.Refused),

        // The scheduler or the login node did not answer; what was asked of it may have been done.
        .. SlurmOutages.Select(static text => new Rule(500, text, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown)),
        new(500, "Unable to establish SSH connection", FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),

        // Slurm's REST server answers so when its controller does not answer, and so does a proxy in front of it.
        new(500, "Unexpected Slurm API response. status:502", FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(500, "Unexpected Slurm API response. status:503", FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(500, "Unexpected Slurm API response. status:504", FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),

        new(500, "Unexpected Slurm command response", FirecrestErrorCode.SchedulerRefused, OutcomeClass.Refused),
        new(500, "Unexpected Slurm API response", FirecrestErrorCode.SchedulerRefused, OutcomeClass.Refused),

        // PBS. Its commands connect before they ask for anything.
        new(500, "cannot connect to server", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted),
        new(500, ": Batch protocol error", FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(500, "qstat: Unknown Job Id", FirecrestErrorCode.JobNotFound, OutcomeClass.Refused),
        new(500, "qdel: Unknown Job Id", FirecrestErrorCode.JobNotFound, OutcomeClass.Refused),
        new(500, "qdel: Job has finished", FirecrestErrorCode.JobAlreadyEnded, OutcomeClass.Refused),
        new(500, ": Unauthorized Request", FirecrestErrorCode.PermissionDenied, OutcomeClass.Refused),
        new(500, "Unexpected PBS command response", FirecrestErrorCode.SchedulerRefused, OutcomeClass.Refused),
        new(500, "Unexpected PBS qstat response", FirecrestErrorCode.SchedulerRefused, OutcomeClass.Refused),
        new(500, "Unexpected PBS qdel response", FirecrestErrorCode.SchedulerRefused, OutcomeClass.Refused),

        new(500, "Remote process failed with exit status", FirecrestErrorCode.CommandFailed, OutcomeClass.Refused),
        new(500, "Invalid output:", FirecrestErrorCode.CommandFailed, OutcomeClass.Refused),

        // The server could not reach its login node, so nothing was run.
        new(500, "Connection refused", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted),
        new(503, "is unhealthy", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted),

        new(403, "' already exists.", FirecrestErrorCode.AlreadyExists, OutcomeClass.Refused),
        new(400, "File exists", FirecrestErrorCode.AlreadyExists, OutcomeClass.Refused),
        new(400, "does not match any of the defined filesystem paths", FirecrestErrorCode.PathOutsideFileSystems, OutcomeClass.Refused),
        new(403, null, FirecrestErrorCode.PermissionDenied, OutcomeClass.Refused),
        new(404, "Job not found", FirecrestErrorCode.JobNotFound, OutcomeClass.Refused),
        new(404, "System not found", FirecrestErrorCode.SystemNotFound, OutcomeClass.Refused),
        new(404, null, FirecrestErrorCode.NotFound, OutcomeClass.Refused),
        new(408, null, FirecrestErrorCode.CommandTimeout, OutcomeClass.Unknown),
        new(413, null, FirecrestErrorCode.TooLarge, OutcomeClass.Refused),
        new(424, null, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(501, null, FirecrestErrorCode.NotImplemented, OutcomeClass.Refused),
        new(502, null, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(503, null, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
        new(504, null, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown),
    ];

    /// <summary>What a command says that FirecREST v1 ran, in an error header or as the result of a task; a whole text where it could stand in another one.</summary>
    private static readonly CommandRule[] CommandRules =
    [
        // The server could not reach the system's login node, so nothing was run.
        new("Connection refused", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted, IsWhole: true),
        new("Name or service not known", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted, IsWhole: true),
        new("Machine is not available", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted, IsWhole: true),
        new("Authentication failed.", FirecrestErrorCode.PermissionDenied, IsWhole: true),
        new("Command execution is not allowed in machine", FirecrestErrorCode.PermissionDenied, IsWhole: true),
        new("Command has finished with timeout signal", FirecrestErrorCode.CommandTimeout, OutcomeClass.Unknown),
        new("Command output exceeded buffer limit", FirecrestErrorCode.TooLarge),

        new("accounting/QOS policy", FirecrestErrorCode.QuotaExceeded),
        new("Disk quota exceeded", FirecrestErrorCode.QuotaExceeded),
        new("No space left on device", FirecrestErrorCode.QuotaExceeded),
        new("Invalid job id specified", FirecrestErrorCode.JobNotFound),
        new("already completing or completed", FirecrestErrorCode.JobAlreadyEnded),
        new("User does not have permission", FirecrestErrorCode.PermissionDenied),
        new("Access/permission denied", FirecrestErrorCode.PermissionDenied),
        new(": Permission denied", FirecrestErrorCode.PermissionDenied),
        new("Permission denied for user ", FirecrestErrorCode.PermissionDenied),
        new(": No such file or directory", FirecrestErrorCode.NotFound),

        // What was asked of the scheduler may have been done.
        .. SlurmOutages.Select(static text => new CommandRule(text, FirecrestErrorCode.Unavailable, OutcomeClass.Unknown)),
    ];

    /// <summary>What the text of a failed command means; the code given for any other text, which is a refusal.</summary>
    public static (FirecrestErrorCode Code, OutcomeClass Outcome) ClassifyCommand(string text, FirecrestErrorCode other)
        => Array.Find(CommandRules, rule => rule.Fits(text)) is { } found ? (found.Code, found.Outcome)
            : (text.StartsWith("Node ", StringComparison.Ordinal) && text.EndsWith(" not found", StringComparison.Ordinal) ? FirecrestErrorCode.NotFound : other, OutcomeClass.Refused);

    public static (FirecrestErrorCode Code, OutcomeClass Outcome) Classify(HttpStatusCode status, string message, IReadOnlyList<string> causedBy)
    {
        foreach (var rule in Rules)
        {
            if (rule.Fits((int)status, message) || causedBy.Any(cause => rule.Text is not null && rule.Fits((int)status, cause)))
            {
                return (rule.Code, rule.Outcome);
            }
        }

        return (int)status switch
        {
            >= 500 => (FirecrestErrorCode.ServerError, OutcomeClass.ServerFault),
            >= 400 => (FirecrestErrorCode.InvalidRequest, OutcomeClass.Refused),
            >= 300 => (FirecrestErrorCode.Redirected, OutcomeClass.Refused),
            _ => (FirecrestErrorCode.UnexpectedResponse, OutcomeClass.Unknown),
        };
    }

    /// <summary>The message, with what the words of the gateway and of a system that cannot be entered do not tell.</summary>
    public static string Explain(int status, string message) => (status, message) switch
    {
        (400, "Invalid") => "Invalid: the gateway in front of FirecREST v1 has no such path, or not with this method; check the base address",
        (400, "Failed to retrieve jobs information") => $"{message}: the system refuses connections, or does not know the user",
        _ => message,
    };

    /// <summary>An error of FirecREST v1 beside which the description is the reason: <c>Error creating reservation</c>, or <c>rm job</c> of <c>Failed to submit rm job</c>.</summary>
    public static bool SaysOnlyWhatFailed(string error, string description)
        => description.Contains(error, StringComparison.Ordinal)
            || (error.StartsWith("Error ", StringComparison.Ordinal) && error.Contains(" reservation", StringComparison.Ordinal));

    /// <summary>FirecREST v1 calls it an error to ask for the page after the last one.</summary>
    public static bool SaysThatPagesAreOver(string message) => message.StartsWith("pageNumber (", StringComparison.Ordinal) && message.Contains("is greater than total pages", StringComparison.Ordinal);

    /// <summary>The sum in the complaint of a server that cannot read the output of its own sha256sum, since the file's name has blanks; else null.</summary>
    public static string? ChecksumIn(string message, RemotePath path)
    {
        const string Complaint = "Invalid output: ";
        var output = message.StartsWith(Complaint, StringComparison.Ordinal) ? message[Complaint.Length..].Trim() : "";
        var name = path.ToString();
        if (output.StartsWith('\\'))
        {
            // How sha256sum begins a line in which it escaped backslashes.
            output = output[1..];
            name = name.Replace(@"\", @"\\", StringComparison.Ordinal);
        }

        return output.Length > SumLength && output[SumLength..] == $"  {name}".TrimEnd() && output.AsSpan(0, SumLength).IndexOfAnyExcept(HexDigits) < 0
            ? output[..SumLength]
            : null;
    }

    /// <summary>Whether the error log of a job for files holds more than the chatter of a login: a line of the command, or of the script around it.</summary>
    public static bool IsComplaintOfFileJob(string log)
        => log.Split('\n').Any(line => line.Contains(" Unable to ", StringComparison.Ordinal)
            || (FileCommands.Any(command => line.StartsWith(command + ": ", StringComparison.Ordinal) || line.Contains($"/{command}: ", StringComparison.Ordinal))
                && !Remarks.Any(remark => line.Contains(remark, StringComparison.Ordinal))));

    /// <summary>The command <c>file</c> calls it no error that there is no file.</summary>
    public static bool SaysThatFileIsMissing(string fileType)
        => fileType.StartsWith("cannot open ", StringComparison.Ordinal) && fileType.Contains("(No such file or directory)", StringComparison.Ordinal);

    /// <summary>How a server fails that was given nothing to move files with.</summary>
    public static bool SaysThatThereAreNoTransfers(string message) => message.Contains("'NoneType' object has no attribute 'service_type'", StringComparison.Ordinal);

    /// <summary>A file stands where a path goes on, so that there is nothing at it.</summary>
    public static bool SaysThatFileIsNoDirectory(string message) => message.EndsWith(": Not a directory", StringComparison.Ordinal);

    /// <summary>FirecREST v1 gives text of files only.</summary>
    public static bool SaysThatTextIsNoUtf8(string message) => message.Contains("codec can't decode", StringComparison.Ordinal);

    /// <summary>Of <see cref="SaysThatTextIsNoUtf8"/>, the case that the last character is cut.</summary>
    public static bool SaysThatTextEndsEarly(string message) => message.EndsWith("unexpected end of data", StringComparison.Ordinal);

    private sealed record Rule(int? Status, string? Text, FirecrestErrorCode Code, OutcomeClass Outcome, bool IsWhole = false)
    {
        public bool Fits(int status, string message) => (Status is null || Status == status) && (Text is null || Has(message, Text, IsWhole));
    }

    private sealed record CommandRule(string Text, FirecrestErrorCode Code, OutcomeClass Outcome = OutcomeClass.Refused, bool IsWhole = false)
    {
        public bool Fits(string message) => Has(message, Text, IsWhole);
    }

    private static bool Has(string message, string text, bool isWhole)
        => isWhole ? message.Equals(text, StringComparison.OrdinalIgnoreCase) : message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
