namespace Firecrest.Emulator.Files;

/// <summary>How a command ended, with what it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
