using System.Reflection;
using Firecrest.Client;

namespace Firecrest.Conventions.Tests;

public sealed class SyncAndAsyncPairs
{
    private const string Suffix = "Async";

    public static TheoryData<string> Methods
        => [.. ClientTypes.Callers.Append(typeof(IAuthorization)).SelectMany(ClientTypes.Methods).Select(ClientTypes.Signature)];

    [Fact]
    public void There_are_callers_to_look_at() => ClientTypes.Callers.Select(type => type.Name).Should().Contain(["FirecrestClient", "JobHandle", "ComputeClient"]);

    [Theory, MemberData(nameof(Methods))]
    public void A_method_that_calls_has_its_twin(string signature)
    {
        var method = Find(signature);
        var isAsync = method.Name.EndsWith(Suffix, StringComparison.Ordinal);
        var twinName = isAsync ? method.Name[..^Suffix.Length] : method.Name + Suffix;

        var twin = ClientTypes.Methods(method.DeclaringType!).SingleOrDefault(other => other.Name == twinName && Parameters(other) == Parameters(method));

        twin.Should().NotBeNull($"{signature} needs {twinName} with the same parameters");
        var (sync, async) = isAsync ? (twin!, method) : (method, twin!);
        Unwrapped(async.ReturnType).ToString().Should().Be(sync.ReturnType.ToString(), "the type parameters of generic twins have the same names");
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_method_that_calls_takes_its_token_last_and_optionally(string signature)
    {
        var last = Find(signature).GetParameters().Last();

        last.ParameterType.Should().Be<CancellationToken>();
        last.Name.Should().Be("cancellationToken");
        last.HasDefaultValue.Should().BeTrue();
    }

    private static MethodInfo Find(string signature)
        => ClientTypes.Callers.Append(typeof(IAuthorization)).SelectMany(ClientTypes.Methods).Single(method => ClientTypes.Signature(method) == signature);

    private static string Parameters(MethodInfo method) => ClientTypes.Signature(method).Split('(', 2)[1];

    private static Type Unwrapped(Type type)
        => type == typeof(Task) ? typeof(void)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) ? typeof(IEnumerable<>).MakeGenericType(type.GetGenericArguments())
            : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)) ? type.GetGenericArguments()[0]
            : throw new InvalidOperationException($"{type} is no task.");
}
