namespace Firecrest.Cli.Failures;

/// <summary>A signal ended the work, and this is what is left of it.</summary>
internal sealed class GivenUpException(string left, OperationCanceledException inner) : OperationCanceledException(left, inner, inner.CancellationToken);
