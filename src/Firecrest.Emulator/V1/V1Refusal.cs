namespace Firecrest.Emulator.V1;

/// <summary>Ends an operation with an answer.</summary>
internal sealed class V1Refusal(V1Answer answer) : Exception($"status {answer.Status}")
{
    public V1Answer Answer { get; } = answer;

    /// <summary>The page of a failure that nobody handled.</summary>
    public static V1Refusal Unhandled => new(HtmlPages.InternalError);
}
