namespace Firecrest.Cli.Output;

/// <summary>Nobody reads what is written.</summary>
internal sealed class BrokenPipeException() : IOException("Nobody reads the output any more.");
