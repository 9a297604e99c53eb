namespace Firecrest.Cli.Failures;

/// <summary>The call is wrong, in a way that only a command can see.</summary>
internal sealed class UsageException(string message) : Exception(message);
