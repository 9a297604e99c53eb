using System.Security.Cryptography;
using System.Text;

namespace Firecrest.Cli.Tokens;

/// <summary>Whose token it is.</summary>
internal sealed record TokenKey(string Issuer, string ClientId, string Scope)
{
    /// <summary>A name for a file, of which nobody can tell the rest.</summary>
    public string FileName => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\n{ClientId}\n{Scope}")).AsSpan(0, 16));
}
