namespace Firecrest.Client;

/// <summary>A checksum of a file's content.</summary>
/// <param name="Algorithm">The algorithm as the server names it: <c>SHA256</c>.</param>
/// <param name="Value">The sum in lower-case hexadecimal digits.</param>
public sealed record FileChecksum(string Algorithm, string Value)
{
    /// <summary>The algorithm and the sum.</summary>
    public override string ToString() => $"{Algorithm} {Value}";
}
