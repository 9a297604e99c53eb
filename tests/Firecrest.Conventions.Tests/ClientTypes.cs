using System.Reflection;
using Firecrest.Client;

namespace Firecrest.Conventions.Tests;

/// <summary>What the conventions are about.</summary>
internal static class ClientTypes
{
    public static readonly Assembly Assembly = typeof(FirecrestClient).Assembly;

    public static readonly IReadOnlyList<Type> Public = Assembly.GetExportedTypes();

    /// <summary>The types whose members send requests: clients and handles.</summary>
    public static readonly IReadOnlyList<Type> Callers =
        [.. Public.Where(type => type.Name.EndsWith("Client", StringComparison.Ordinal) || type.Name.EndsWith("Handle", StringComparison.Ordinal))];

    /// <summary>Members of callers that send nothing.</summary>
    public static readonly IReadOnlySet<string> Local = new HashSet<string> { "Dispose", "GetJobHandle", "ToString", "Equals", "GetHashCode", "GetType" };

    public static IEnumerable<MethodInfo> Methods(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName && !Local.Contains(method.Name));

    public static string Signature(MethodInfo method)
        => $"{method.DeclaringType!.FullName}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => $"{p.ParameterType} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"))})";
}
