namespace Firecrest.Client;

/// <summary>What became of one of many file operations.</summary>
/// <typeparam name="T">What tells the files.</typeparam>
/// <param name="Item">The file or files that it was about.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record FileResult<T>(T Item, Exception? Failure);
