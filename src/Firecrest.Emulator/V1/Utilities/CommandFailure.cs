namespace Firecrest.Emulator.V1.Utilities;

/// <summary>A command that failed; the message is what it printed.</summary>
internal sealed class CommandFailure(string error) : Exception(error);
