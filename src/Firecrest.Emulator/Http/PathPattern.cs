namespace Firecrest.Emulator.Http;

/// <summary>A path with <c>{name}</c> parts.</summary>
internal sealed class PathPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('/');

    /// <summary>The values of the named parts, or null when the path is another one.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        string[] parts = path.Split('/');
        if (parts.Length != _parts.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (_parts[i].StartsWith('{') && parts[i].Length > 0)
            {
                values[_parts[i].Trim('{', '}')] = parts[i];
            }
            else if (_parts[i] != parts[i])
            {
                return null;
            }
        }

        return values;
    }
}
