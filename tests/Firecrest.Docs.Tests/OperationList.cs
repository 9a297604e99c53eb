using System.Reflection;
using System.Text.RegularExpressions;
using Firecrest.Client.V1;
using Firecrest.Client.V2;

namespace Firecrest.Docs.Tests;

/// <summary>An operation of FirecREST, the methods that send it, and the helpers that rest on it.</summary>
internal sealed record ListedOperation(string Operation, string Group, IReadOnlyList<MethodInfo> Methods, IReadOnlyList<string> Helpers)
{
    private readonly Regex _pattern = new("^" + Regex.Replace(Regex.Escape(Operation), @"\\\{\w+}", "[^/]+") + "$");

    /// <summary>The list for FirecREST v2 that the conventions keep complete.</summary>
    public static IReadOnlyList<ListedOperation> V2 { get; } = ReadList("v2-operations.txt", typeof(FirecrestV2));

    /// <summary>The list for FirecREST v1.</summary>
    public static IReadOnlyList<ListedOperation> V1 { get; } = ReadList("v1-operations.txt", typeof(FirecrestV1));

    /// <summary>Whether a request such as <c>GET /status/daint/nodes</c> is this operation.</summary>
    public bool IsSentBy(string request) => _pattern.IsMatch(request);

    private static List<ListedOperation> ReadList(string name, Type families)
        => [.. RepositoryFiles.Lines("tests/Firecrest.Conventions.Tests/" + name).Where(line => line is not (['#', ..] or [])).Select(line => Read(line, families))];

    private static ListedOperation Read(string line, Type families)
    {
        var cells = line.Split(" | ", StringSplitOptions.TrimEntries);
        var names = cells[1].Split(", ").Select(name => name.Split('.')).ToList();
        var group = families.GetProperty(names[0][0])!;
        return new(cells[0], names[0][0], [.. names.Select(name => group.PropertyType.GetMethod(name[1])!)], cells[2] == "-" ? [] : cells[2].Split(", "));
    }
}
