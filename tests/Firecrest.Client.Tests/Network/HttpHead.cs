using System.Globalization;
using System.Text;

namespace Firecrest.Client.Tests.Network;

/// <summary>The first line and the headers of a request, as a server without a framework reads them.</summary>
internal sealed record HttpHead(string StartLine, IReadOnlyList<string> Headers)
{
    public string Method => StartLine.Split(' ')[0];

    /// <summary>What is asked for: a path, an absolute address, or for CONNECT a host and port.</summary>
    public string Target => StartLine.Split(' ')[1];

    public int ContentLength => int.Parse(this["Content-Length"] ?? "0", CultureInfo.InvariantCulture);

    public string? this[string header]
        => Headers.FirstOrDefault(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))?[(header.Length + 1)..].Trim();

    /// <summary>Reads up to the empty line and not a byte further; null at the end of the connection.</summary>
    public static async Task<HttpHead?> Read(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1)
        {
            text.Append((char)one[0]);
            if (text.Length >= 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n")
            {
                var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
                return new HttpHead(lines[0], lines[1..]);
            }
        }

        return null;
    }
}
