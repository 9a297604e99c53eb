using Firecrest.Client.Systems;

namespace Firecrest.Client;

/// <summary>Node names in Slurm's short form: <c>nid[001-003,7],login1</c>.</summary>
public static class HostList
{
    /// <summary>The most names that a list may stand for: 1,000,000.</summary>
    public const int MaxNames = 1_000_000;

    private const string NoNodes = "None assigned";

    /// <summary>Gives the names that a list stands for, in its order; names that it holds twice come twice.</summary>
    /// <param name="hostList">The list. The first number of a range tells how many digits its names have: <c>[08-10]</c> is 08, 09 and 10.</param>
    /// <returns>The names; none for an empty list and for <c>None assigned</c>, which stands for a job without nodes.</returns>
    /// <exception cref="FormatException">The list is malformed, or stands for more than <see cref="MaxNames"/> names.</exception>
    public static IReadOnlyList<string> Expand(string hostList)
    {
        ArgumentNullException.ThrowIfNull(hostList);
        return string.IsNullOrWhiteSpace(hostList) || hostList.Trim() == NoNodes ? [] : new HostListReader(hostList).Read();
    }

    /// <summary>Writes names in the short form: those that differ only in the number at their end are brought together.</summary>
    /// <param name="names">The names, in any order; doubles are left out.</param>
    /// <returns>The list, the groups in the order in which they first appear, each in the order of its numbers; empty for no names.</returns>
    /// <exception cref="ArgumentException">A name is empty or has a bracket, a comma or a blank in it.</exception>
    public static string Compress(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var groups = new List<HostGroup>();
        var byPrefix = new Dictionary<string, HostGroup>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (prefix, digits) = HostGroup.Split(Checked(name, nameof(names)));
            if (!byPrefix.TryGetValue(prefix, out var group))
            {
                groups.Add(byPrefix[prefix] = group = new HostGroup(prefix));
            }

            group.Add(digits);
        }

        return string.Join(',', groups);
    }

    private static string Checked(string name, string parameterName)
        => string.IsNullOrEmpty(name) || name.Any(c => c is '[' or ']' or ',' || char.IsWhiteSpace(c))
            ? throw new ArgumentException($"'{name}' is not the name of a node: a name is not empty and has no bracket, comma or blank in it.", parameterName)
            : name;
}
