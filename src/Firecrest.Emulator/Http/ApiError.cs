namespace Firecrest.Emulator.Http;

/// <summary>An answer of the API that is not a success; thrown by an operation, written by <see cref="ApiServer"/>.</summary>
internal sealed class ApiError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public IReadOnlyList<string>? CausedBy { get; init; }

    /// <summary>The parameters that failed validation; their presence makes the error type "validation".</summary>
    public IReadOnlyList<FieldError>? Fields { get; init; }

    /// <summary>Failures outside of the API's own handlers name no user although it is known.</summary>
    public bool NamesUser { get; init; } = true;

    /// <summary>What the command printed that the answer is about; null for all other failures.</summary>
    public string? CommandError { get; init; }

    /// <summary>Headers that go with the answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A python exception that nobody handled: its arguments as a tuple, printed.</summary>
    public static ApiError Unhandled(string message) => new(500, $"({PythonText.Quote(message)},)") { NamesUser = false };

    /// <summary>A shell command that ended with an error; its text decides the status.</summary>
    public static ApiError Command(int exitStatus, string? text = null)
        => new(StatusOf(exitStatus, text ?? ""), $"Remote process failed with exit status:{exitStatus}" + (text is null ? "" : $" and error message:{text}"));

    public static ApiError OutputTooLarge() => new(413, "Command output exceeded buffer limit.");

    private static int StatusOf(int exitStatus, string text) => text switch
    {
        _ when exitStatus == 124 => 408,
        _ when text.Contains("Permission denied", StringComparison.Ordinal) => 403,
        _ when text.Contains("Operation not permitted", StringComparison.Ordinal) => 403,
        _ when text.Contains("No such file or directory", StringComparison.Ordinal) => 404,
        _ when text.Contains("File exists", StringComparison.Ordinal) => 400,
        _ => 500,
    };
}
