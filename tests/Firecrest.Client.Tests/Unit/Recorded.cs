using System.Text;
using Firecrest.Client.Http;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Reads recorded answers the way the client does.</summary>
internal static class Recorded
{
    public static T Read<T>(string name, ApiRequest<T> request) => Parse(Fixture.Load("v2/" + name).Body, request);

    /// <summary>Reads a recorded answer in which texts, which must be there, are replaced.</summary>
    public static T Change<T>(string name, ApiRequest<T> request, params (string Old, string New)[] replacements)
    {
        var body = Fixture.Load("v2/" + name).Body;
        foreach (var (old, replacement) in replacements)
        {
            body.Should().Contain(old);
            body = body.Replace(old, replacement, StringComparison.Ordinal);
        }

        return Parse(body, request);
    }

    public static T Parse<T>(string body, ApiRequest<T> request) => request.Read(Encoding.UTF8.GetBytes(body));
}
