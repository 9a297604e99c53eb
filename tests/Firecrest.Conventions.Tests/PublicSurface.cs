using System.Reflection;
using System.Xml.Linq;
using Firecrest.Client;
using Microsoft.Extensions.Logging;

namespace Firecrest.Conventions.Tests;

public sealed class PublicSurface
{
    /// <summary>Closed sets of our own; what servers send is never an enum, since servers invent new values.</summary>
    private static readonly Type[] OwnEnums = [typeof(FirecrestApiVersion), typeof(ClientSecretStyle), typeof(JobsTimeWindow), typeof(CompressionType), typeof(JobCategory), typeof(DirectiveConflict), typeof(MailTypes), typeof(TransferVerification), typeof(OverwriteRule), typeof(TransferPhase)];

    [Fact]
    public void Every_public_type_and_member_is_documented()
    {
        var file = Path.ChangeExtension(ClientTypes.Assembly.Location, ".xml");
        var documented = XDocument.Load(file).Descendants("member")
            .Where(member => member.Elements().Any(part => part.Name == "inheritdoc" || part.Value.Trim().Length > 0))
            .Select(member => member.Attribute("name")!.Value.Split('(')[0].Split("``")[0])
            .ToHashSet();

        var undocumented = ClientTypes.Public.SelectMany(type => type
                .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsWritten)
                .Select(member => $"{Prefix(member)}:{type.FullName!.Replace('+', '.')}.{member.Name.Replace(".ctor", "#ctor", StringComparison.Ordinal)}")
                .Prepend($"T:{type.FullName!.Replace('+', '.')}"))
            .Where(name => !documented.Contains(name));

        documented.Should().NotBeEmpty();
        undocumented.Should().BeEmpty();
    }

    [Fact]
    public void Callers_can_be_mocked()
    {
        foreach (var type in ClientTypes.Callers)
        {
            type.GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, []).Should().NotBeNull($"{type} needs a constructor for mocks").And.Match(c => ((ConstructorInfo)c).IsFamily);
            ClientTypes.Methods(type).Concat(type.GetProperties().Where(p => p.DeclaringType == type).Select(p => p.GetMethod!))
                .Where(method => method.IsPublic && !method.IsVirtual).Select(method => $"{type.Name}.{method.Name}").Should().BeEmpty("public members are virtual");
        }
    }

    [Fact]
    public void Enums_are_only_for_our_own_options()
        => ClientTypes.Public.Where(type => type.IsEnum).Should().BeEquivalentTo(OwnEnums);

    [Fact]
    public void No_property_is_named_like_the_System_namespace()
        => ClientTypes.Public.SelectMany(type => type.GetProperties()).Where(property => property.Name == "System").Should().BeEmpty();

    [Fact]
    public void Every_handler_works_in_both_modes()
    {
        var handlers = ClientTypes.Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HttpMessageHandler))).ToList();

        handlers.Should().NotBeEmpty();
        foreach (var handler in handlers)
        {
            foreach (var name in new[] { "Send", "SendAsync" })
            {
                handler.GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!.DeclaringType.Should().Be(handler, $"a handler without {name} is skipped in one mode");
            }
        }
    }

    [Fact]
    public void Log_messages_have_no_place_for_secrets()
    {
        var templates = ClientTypes.Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();

        templates.Should().NotBeEmpty();
        templates.Select(template => template.EventId).Should().OnlyHaveUniqueItems();
        templates.Select(template => template.Message).Should().NotContainMatch("*{*Token*}*").And.NotContainMatch("*{*Secret*}*").And.NotContainMatch("*{*Ur?*}*");
    }

    private static bool IsWritten(MemberInfo member) => member switch
    {
        _ when member.DeclaringType!.IsEnum => member is FieldInfo { IsStatic: true },
        _ when member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) => false,
        MethodBase method => (method.IsPublic || method.IsFamily) && (!method.IsSpecialName || method.IsConstructor) && !IsOfRecord(method) && !IsImplicitConstructor(method),
        PropertyInfo property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily) && property.Name != "EqualityContract",
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static bool IsOfRecord(MethodBase method) => method.Name is "<Clone>$" or "PrintMembers" or "Deconstruct";

    /// <summary>The parameterless constructor of a type that writes none, and those of positional records, whose parameters the type documents.</summary>
    private static bool IsImplicitConstructor(MethodBase method)
        => method.IsConstructor && (method.GetParameters().Length == 0 || method.DeclaringType!.GetMethod("Deconstruct") is not null || method.DeclaringType!.IsValueType);

    private static char Prefix(MemberInfo member) => member switch
    {
        PropertyInfo => 'P',
        FieldInfo => 'F',
        _ => 'M',
    };
}
