namespace Firecrest.Client.Errors;

/// <summary>What the error headers of FirecREST v1 mean: they are the part of its failures that machines can read.</summary>
internal static class ServerHeaders
{
    /// <summary>The first header that an answer has decides. Without a code, its text does.</summary>
    private static readonly Rule[] Rules =
    [
        // Two services spell it with an s.
        new("X-Machine-Does-Not-Exist", FirecrestErrorCode.SystemNotFound),
        new("X-Machine-Does-Not-Exists", FirecrestErrorCode.SystemNotFound),
        new("X-Machine-Not-Available", FirecrestErrorCode.Unavailable, OutcomeClass.NotExecuted),
        new("X-Timeout", FirecrestErrorCode.CommandTimeout, OutcomeClass.Unknown),
        new("X-Permission-Denied", FirecrestErrorCode.PermissionDenied),
        new("X-Invalid-Path", FirecrestErrorCode.NotFound),
        new("X-Not-Found", FirecrestErrorCode.NotFound),
        new("X-Exists", FirecrestErrorCode.AlreadyExists),
        new("X-Not-A-Directory", FirecrestErrorCode.InvalidRequest),
        new("X-A-Directory", FirecrestErrorCode.InvalidRequest),
        new("X-Size-Limit", FirecrestErrorCode.TooLarge),
        new("X-Invalid-Group", FirecrestErrorCode.InvalidRequest),
        new("X-Invalid-Owner", FirecrestErrorCode.InvalidRequest),
        new("X-Invalid-Mode", FirecrestErrorCode.InvalidRequest),
        new("X-Sbatch-Error", null),
        new("X-Error", null),
    ];

    /// <summary>What the answer's headers say; null for an answer without any of them.</summary>
    public static (FirecrestErrorCode Code, OutcomeClass Outcome, string Text)? Read(HttpResponseMessage response)
    {
        foreach (var rule in Rules)
        {
            if (!response.Headers.NonValidated.TryGetValues(rule.Header, out var values))
            {
                continue;
            }

            var text = values.ToString().Trim();
            if (rule.Code is { } code)
            {
                return (code, rule.Outcome, text);
            }

            var (found, outcome) = ServerMessages.ClassifyCommand(text, rule.Header == "X-Sbatch-Error" ? FirecrestErrorCode.SchedulerRefused : FirecrestErrorCode.CommandFailed);
            return (found, outcome, text);
        }

        return null;
    }

    private sealed record Rule(string Header, FirecrestErrorCode? Code, OutcomeClass Outcome = OutcomeClass.Refused);
}
