namespace Firecrest.Client;

/// <summary>Why FirecREST refused a request, as one word that a program can compare. New values may appear.</summary>
/// <param name="Value">The word, for instance <c>not_found</c>.</param>
public readonly record struct FirecrestErrorCode(string Value)
{
    /// <summary>The request or one of its values is not valid.</summary>
    public static FirecrestErrorCode InvalidRequest { get; } = new("invalid_request");

    /// <summary>The token was missing, expired or not accepted.</summary>
    public static FirecrestErrorCode Unauthorized { get; } = new("unauthorized");

    /// <summary>The token is valid but has too little life left for this server.</summary>
    public static FirecrestErrorCode TokenExpiresTooSoon { get; } = new("token_expires_too_soon");

    /// <summary>The user may not do this.</summary>
    public static FirecrestErrorCode PermissionDenied { get; } = new("permission_denied");

    /// <summary>An account, QOS or disk quota is used up.</summary>
    public static FirecrestErrorCode QuotaExceeded { get; } = new("quota_exceeded");

    /// <summary>A file, or something that has no code of its own, does not exist.</summary>
    public static FirecrestErrorCode NotFound { get; } = new("not_found");

    /// <summary>The server knows no such system.</summary>
    public static FirecrestErrorCode SystemNotFound { get; } = new("system_not_found");

    /// <summary>The scheduler knows no such job.</summary>
    public static FirecrestErrorCode JobNotFound { get; } = new("job_not_found");

    /// <summary>The job has ended already, so it can be neither cancelled nor attached to.</summary>
    public static FirecrestErrorCode JobAlreadyEnded { get; } = new("job_already_ended");

    /// <summary>The file or directory exists already.</summary>
    public static FirecrestErrorCode AlreadyExists { get; } = new("already_exists");

    /// <summary>The path is not in any of the system's file systems.</summary>
    public static FirecrestErrorCode PathOutsideFileSystems { get; } = new("path_outside_file_systems");

    /// <summary>The file or answer is larger than the direct operations of the server allow.</summary>
    public static FirecrestErrorCode TooLarge { get; } = new("too_large");

    /// <summary>The command on the system took longer than the server allows; it may have had its effect.</summary>
    public static FirecrestErrorCode CommandTimeout { get; } = new("command_timeout");

    /// <summary>A command on the system ended with an error.</summary>
    public static FirecrestErrorCode CommandFailed { get; } = new("command_failed");

    /// <summary>The scheduler refused, for instance an unknown partition or account.</summary>
    public static FirecrestErrorCode SchedulerRefused { get; } = new("scheduler_refused");

    /// <summary>Too many requests.</summary>
    public static FirecrestErrorCode RateLimited { get; } = new("rate_limited");

    /// <summary>The system, its login node or a proxy in between is not available at the moment.</summary>
    public static FirecrestErrorCode Unavailable { get; } = new("unavailable");

    /// <summary>This system cannot do that.</summary>
    public static FirecrestErrorCode NotImplemented { get; } = new("not_implemented");

    /// <summary>The address answered with a redirect, which is never followed.</summary>
    public static FirecrestErrorCode Redirected { get; } = new("redirected");

    /// <summary>The server failed without saying why.</summary>
    public static FirecrestErrorCode ServerError { get; } = new("server_error");

    /// <summary>A success whose content cannot be read, for instance a login page.</summary>
    public static FirecrestErrorCode UnexpectedResponse { get; } = new("unexpected_response");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
