using System.Reflection;
using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests;

/// <summary>The public types and members, as documents name them.</summary>
internal static class PublicNames
{
    private static readonly ILookup<string, Type> Types = new[] { typeof(FirecrestClient), typeof(FirecrestEmulator) }
        .SelectMany(type => type.Assembly.GetExportedTypes()).ToLookup(type => type.Name.Split('`')[0]);

    public static bool IsType(string name) => Types.Contains(name);

    /// <summary>Whether <c>JobState</c>, <c>JobState.Running</c> or <c>FirecrestClient.V2.Compute.GetJobs</c> exists.</summary>
    public static bool Exists(string name)
    {
        var parts = name.Split('.');
        return Types[parts[0]].Any(type => Exists(type, parts[1..]));
    }

    private static bool Exists(Type type, string[] members)
    {
        if (members.Length == 0)
        {
            return true;
        }

        var found = type.GetMember(members[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy);
        return found.Length > 0 && (members.Length == 1 || (found[0] is PropertyInfo property && Exists(property.PropertyType, members[1..])));
    }
}
