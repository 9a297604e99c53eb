using System.Net.Http.Headers;
using Firecrest.Client.Http;

namespace Firecrest.Client.Tests.Unit;

public sealed class UserAgentTests
{
    [Fact]
    public void The_user_agent_names_library_runtime_and_system()
        => UserAgent.Create(null).Should().MatchRegex(@"^firecrest-dotnet/\d+\.\d+\.\d+(-[\w.]+)? \(net\d+\.\d+; [\w-]+\)$");

    [Fact]
    public void The_application_comes_last() => UserAgent.Create("MyPortal/3.1").Should().Be(UserAgent.Create(null) + " MyPortal/3.1");

    [Fact]
    public void The_user_agent_is_a_valid_header()
    {
        using var request = new HttpRequestMessage();

        request.Headers.UserAgent.ParseAdd(UserAgent.Create("MyPortal/3.1"));

        request.Headers.UserAgent.Select(part => part.Product?.Name).Should().Equal("firecrest-dotnet", null, "MyPortal");
        request.Headers.UserAgent.ToArray()[0].Should().BeOfType<ProductInfoHeaderValue>().Which.Product!.Version.Should().NotContain("+");
    }
}
