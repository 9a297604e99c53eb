using System.Globalization;

namespace Firecrest.Client.Systems;

/// <summary>The names with the same text before the number at their end, on their way into the short form.</summary>
internal sealed class HostGroup(string prefix)
{
    /// <summary>So that a number fits in 64 bits; digits before these belong to the prefix.</summary>
    private const int MaxDigits = 18;

    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

    public static (string Prefix, string Digits) Split(string name)
    {
        var start = name.Length;
        while (start > 0 && name.Length - start < MaxDigits && char.IsAsciiDigit(name[start - 1]))
        {
            start--;
        }

        return (name[..start], name[start..]);
    }

    /// <param name="digits">The number at the end of a name; empty when it has none.</param>
    public void Add(string digits) => _numbers.Add(digits);

    public override string ToString()
    {
        List<string> parts = _numbers.Contains("") ? [prefix] : [];
        var ranges = Ranges();
        if (ranges.Count > 0)
        {
            var numbers = string.Join(',', ranges.Select(range => range.Text));
            parts.Add(ranges is [{ IsOneNumber: true }] ? prefix + numbers : $"{prefix}[{numbers}]");
        }

        return string.Join(',', parts);
    }

    private List<Range> Ranges()
    {
        var ranges = new List<Range>();
        var open = new List<Range>(); // those that the next number may continue: of different widths, 1 and 01 being different names
        var numbers = _numbers.Where(digits => digits.Length > 0).Select(digits => (Value: long.Parse(digits, CultureInfo.InvariantCulture), Digits: digits));
        foreach (var (value, digits) in numbers.OrderBy(number => number.Value).ThenBy(number => number.Digits.Length))
        {
            open.RemoveAll(range => range.Last < value - 1);
            if (open.Find(range => range.Last == value - 1 && range.Write(value) == digits) is { } before)
            {
                before.Last = value;
            }
            else
            {
                var range = new Range(value, digits.Length);
                ranges.Add(range);
                open.Add(range);
            }
        }

        return ranges;
    }

    /// <summary>Numbers that follow each other, written with at least so many digits.</summary>
    private sealed class Range(long first, int width)
    {
        private readonly long _first = first;

        public long Last { get; set; } = first;

        public bool IsOneNumber => _first == Last;

        public string Text => IsOneNumber ? Write(_first) : $"{Write(_first)}-{Write(Last)}";

        public string Write(long value) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
