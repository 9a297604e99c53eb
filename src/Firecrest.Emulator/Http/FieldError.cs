namespace Firecrest.Emulator.Http;

/// <summary>One parameter that failed validation, with what the server prints about it.</summary>
internal sealed record FieldError(string Type, object[] Location, string Message, string Input)
{
    /// <summary>The python text of the error's context, when it has one.</summary>
    public string? Context { get; init; }

    public override string ToString()
    {
        string location = string.Join(", ", Location.Select(part => part is string text ? PythonText.Quote(text) : $"{part}"));
        string tuple = Location.Length == 1 ? location + "," : location;
        string context = Context is null ? "" : $", 'ctx': {Context}";
        return $"{{'type': '{Type}', 'loc': ({tuple}), 'msg': {PythonText.Quote(Message)}, 'input': {Input}{context}}}";
    }
}
