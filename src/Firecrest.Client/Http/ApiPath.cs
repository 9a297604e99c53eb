using System.Globalization;
using System.Runtime.CompilerServices;

namespace Firecrest.Client.Http;

/// <summary>The path of a request, relative to the base address, escaped and without leading slash; it knows the template that all paths of its operation have.</summary>
/// <remarks>
/// Written as an interpolated string whose holes are called as in the documentation of the API: <c>new($"compute/{system:system_name}/jobs")</c>. What
/// fills a hole without a name belongs to the operation.
/// </remarks>
internal readonly struct ApiPath
{
    private readonly string _text;
    private readonly PathHole _first;
    private readonly PathHole _second;
    private readonly bool _isOfUser;

    public ApiPath(ApiPathText text)
    {
        (_first, _second) = (text.First, text.Second);
        _text = text.Complete();
    }

    private ApiPath(string text, bool isOfUser)
    {
        _text = text;
        _isOfUser = isOfUser;
    }

    /// <summary>With a slash before it; null for a path that a user wrote, of which nobody knows the operation. Made at each call, for telemetry only.</summary>
    public string? Template
    {
        get
        {
            if (_isOfUser)
            {
                return null;
            }

            // The second hole comes after the first, so that the place of the first still holds.
            var template = _second.Name is null ? _text : _second.Empty(_text);
            return "/" + (_first.Name is null ? template : _first.Empty(template));
        }
    }

    /// <summary>The system that the path names; null for none.</summary>
    public string? SystemName => _first.Name is "system_name" or "machinename" ? Uri.UnescapeDataString(_text.AsSpan(_first.Start, _first.Length).ToString()) : null;

    public static implicit operator ApiPath(string path) => new(path, isOfUser: false);

    public static implicit operator string(ApiPath path) => path._text;

    public static ApiPath OfUser(string path) => new(path, isOfUser: true);

    public override string ToString() => _text;
}

/// <summary>What in a path differs from call to call.</summary>
internal readonly record struct PathHole(string? Name, int Start, int Length)
{
    public string Empty(string path) => $"{path.AsSpan(0, Start)}{{{Name}}}{path.AsSpan(Start + Length)}";
}

/// <summary>Takes the parts of an interpolated string that is the path of an operation.</summary>
[InterpolatedStringHandler]
internal ref struct ApiPathText(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);
    private int _length;

    public PathHole First { get; private set; }

    public PathHole Second { get; private set; }

    public void AppendLiteral(string text)
    {
        _text.AppendLiteral(text);
        _length += text.Length;
    }

    public void AppendFormatted(string text) => AppendLiteral(text);

    public void AppendFormatted(string text, string format)
    {
        var hole = new PathHole(format, _length, text.Length);
        if (First.Name is null)
        {
            First = hole;
        }
        else
        {
            Second = hole;
        }

        AppendLiteral(text);
    }

    public string Complete() => _text.ToStringAndClear();
}
