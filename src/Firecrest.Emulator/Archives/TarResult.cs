namespace Firecrest.Emulator.Archives;

/// <summary>How a tar command ended, with what it printed.</summary>
internal sealed record TarResult(int ExitCode, string Output, string Error);
