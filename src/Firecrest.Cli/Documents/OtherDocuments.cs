namespace Firecrest.Cli.Documents;

/// <summary>The server's version; null where it does not tell one.</summary>
internal sealed record ServerVersionDocument(string? Version);

/// <summary>A kind of document that this program prints.</summary>
internal sealed record KindDocument(string Name, string Meaning);
