using System.Globalization;

namespace Firecrest.Client.Systems;

/// <summary>Reads a list of node names in the short form, from left to right.</summary>
internal sealed class HostListReader(string text)
{
    private const int MaxDigits = 18; // of a number that surely fits in 64 bits

    private readonly List<string> _names = [];
    private int _at;

    public IReadOnlyList<string> Read()
    {
        while (true)
        {
            ReadItem();
            if (_at == text.Length)
            {
                return _names;
            }

            _at++;
        }
    }

    /// <summary>Reads what stands between two commas: texts and brackets in any order, where each bracket multiplies the names.</summary>
    private void ReadItem()
    {
        SkipBlanks();
        var begin = _at;
        List<string> names = [""];
        while (_at < text.Length && text[_at] != ',' && !char.IsWhiteSpace(text[_at]))
        {
            if (text[_at] == '[')
            {
                var numbers = ReadBracket(names.Count);
                names = [.. names.SelectMany(_ => numbers, (name, number) => name + number)];
            }
            else
            {
                var literal = ReadText();
                names = names.ConvertAll(name => name + literal);
            }
        }

        if (_at == begin)
        {
            throw Malformed(_at, "a name is missing");
        }

        SkipBlanks();
        if (_at < text.Length && text[_at] != ',')
        {
            throw Malformed(_at, "a comma is missing between two names");
        }

        CheckCount(names.Count, begin);
        _names.AddRange(names);
    }

    private string ReadText()
    {
        var begin = _at;
        while (_at < text.Length && text[_at] is not (',' or '[') && !char.IsWhiteSpace(text[_at]))
        {
            if (text[_at] == ']')
            {
                throw Malformed(_at, "a bracket is closed that was not opened");
            }

            _at++;
        }

        return text[begin.._at];
    }

    /// <param name="multiplier">How many names get each of these numbers.</param>
    private List<string> ReadBracket(int multiplier)
    {
        var begin = _at;
        var numbers = new List<string>();
        do
        {
            _at++;
            ReadRange(numbers, multiplier);
        }
        while (_at < text.Length && text[_at] == ',');

        if (_at == text.Length)
        {
            throw Malformed(begin, "a bracket is not closed");
        }

        if (text[_at] != ']')
        {
            throw Malformed(_at, $"'{text[_at]}' cannot stand in a bracket");
        }

        _at++;
        return numbers;
    }

    private void ReadRange(List<string> numbers, int multiplier)
    {
        var begin = _at;
        var (first, width) = ReadNumber();
        var last = first;
        if (_at < text.Length && text[_at] == '-')
        {
            _at++;
            (last, _) = ReadNumber();
        }

        if (last < first)
        {
            throw Malformed(begin, "a range ends before it begins");
        }

        CheckCount((numbers.Count + (last - first) + 1) * (decimal)multiplier, begin);
        var format = "D" + width.ToString(CultureInfo.InvariantCulture);
        for (var number = first; number <= last; number++)
        {
            numbers.Add(number.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private (long Value, int Width) ReadNumber()
    {
        var begin = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        var width = _at - begin;
        return width switch
        {
            0 => throw Malformed(begin, "a number is missing"),
            > MaxDigits => throw Malformed(begin, "a number is too long"),
            _ => (long.Parse(text.AsSpan(begin, width), CultureInfo.InvariantCulture), width),
        };
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private void CheckCount(decimal more, int position)
    {
        if (_names.Count + more > HostList.MaxNames)
        {
            throw Malformed(position, string.Create(CultureInfo.InvariantCulture, $"it stands for more than {HostList.MaxNames} names"));
        }
    }

    private FormatException Malformed(int position, string reason)
        => new(string.Create(CultureInfo.InvariantCulture, $"The host list '{Shown()}' cannot be read: at position {position + 1}, {reason}."));

    private string Shown() => text.Length > 200 ? text[..200] + "..." : text;
}
