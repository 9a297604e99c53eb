namespace Firecrest.Emulator.Http;

/// <summary>What an operation reads as its body.</summary>
internal enum BodyKind
{
    None,
    Json,
    Form,
}
