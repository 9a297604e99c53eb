using System.Globalization;
using System.Text;

namespace Firecrest.Cli.Tokens;

/// <summary>Whose token it is.</summary>
/// <param name="Issuer">Who issues it.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Scope">What it is good for.</param>
/// <param name="IsLogin">True for a person's, false for the client's own.</param>
internal sealed record TokenKey(string Issuer, string ClientId, string Scope, bool IsLogin)
{
    /// <summary>A name for a file. Two keys may share it, by chance: the file says itself whose token it holds.</summary>
    /// <remarks>FNV-1a, for which no library of cryptography has to be loaded.</remarks>
    public string FileName
    {
        get
        {
            var hash = 14695981039346656037UL;
            foreach (var one in Encoding.UTF8.GetBytes($"{Issuer}\n{ClientId}\n{Scope}\n{IsLogin}"))
            {
                hash = (hash ^ one) * 1099511628211UL;
            }

            return hash.ToString("x16", CultureInfo.InvariantCulture);
        }
    }
}
