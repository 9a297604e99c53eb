using System.Reflection;
using System.Runtime.InteropServices;

namespace Firecrest.Client.Http;

/// <summary>The User-Agent header: <c>firecrest-dotnet/1.2.0 (net10.0; Linux) MyApp/3</c>.</summary>
internal static class UserAgent
{
    public static string Create(string? applicationId)
    {
        var version = typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var system = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.RuntimeIdentifier;
        var product = $"firecrest-dotnet/{version} (net{Environment.Version.Major}.{Environment.Version.Minor}; {system})";
        return applicationId is null ? product : $"{product} {applicationId}";
    }
}
