using System.Reflection;
using System.Text.RegularExpressions;
using Firecrest.Client.V2;

namespace Firecrest.Docs.Tests;

/// <summary>An operation of FirecREST v2, the method that sends it, and the helpers that rest on it.</summary>
internal sealed record ListedOperation(string Operation, string Group, MethodInfo Method, IReadOnlyList<string> Helpers)
{
    private readonly Regex _pattern = new("^" + Regex.Replace(Regex.Escape(Operation), @"\\\{\w+}", "[^/]+") + "$");

    /// <summary>The list that the conventions keep complete.</summary>
    public static IReadOnlyList<ListedOperation> All { get; } =
        [.. RepositoryFiles.Lines("tests/Firecrest.Conventions.Tests/v2-operations.txt").Where(line => line is not (['#', ..] or [])).Select(Read)];

    /// <summary>Whether a request such as <c>GET /status/daint/nodes</c> is this operation.</summary>
    public bool IsSentBy(string request) => _pattern.IsMatch(request);

    private static ListedOperation Read(string line)
    {
        var cells = line.Split(" | ", StringSplitOptions.TrimEntries);
        var name = cells[1].Split('.');
        var group = typeof(FirecrestV2).GetProperty(name[0])!;
        return new(cells[0], name[0], group.PropertyType.GetMethod(name[1])!, cells[2] == "-" ? [] : cells[2].Split(", "));
    }
}
