using Firecrest.Client.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firecrest.Client.DependencyInjection;

/// <summary>Makes what a client is made of, at the start of the program, and says what cannot be made, and of which client.</summary>
internal sealed class FirecrestClientValidation<TOptions>(string name, Action<TOptions> check) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? clientName, TOptions options)
    {
        if (clientName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            check(options);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or FirecrestException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail(FirecrestClientValidation.Message(name, exception));
        }
    }
}

/// <summary>What is checked of a client's settings.</summary>
internal static class FirecrestClientValidation
{
    public static string Message(string name, Exception reason) => $"The FirecREST client {(name.Length == 0 ? "without a name" : $"'{name}'")} cannot be made: {reason.Message}";

    /// <summary>Reads an entry of a configuration; one that is no time or number is told like any other that is wrong.</summary>
    public static void Bind<TOptions>(string name, TOptions options, Action<TOptions> bind)
        where TOptions : class
    {
        try
        {
            bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(name, typeof(TOptions), [Message(name, exception)]);
        }
    }

    public static void Check(FirecrestClientSettings settings, IServiceProvider services, string name)
    {
        if (settings.BaseAddress is null)
        {
            throw new ArgumentException("BaseAddress is not set. Is its section of the configuration there?");
        }

        var client = new FirecrestClientOptions();
        settings.ApplyTo(client);
        client.Freeze();
        ServerAddress.Normalise(settings.BaseAddress, settings.AllowInsecureHttp, nameof(settings.BaseAddress));
        if (settings.CreateAuthorization() is null && !HasAuthorization(services, name))
        {
            throw new ArgumentException("nothing says who asks. Set ClientId, ClientSecret and TokenEndpoint, or TokenFile, or register an IAuthorization as a service.");
        }
    }

    private static bool HasAuthorization(IServiceProvider services, string name)
    {
        var registered = services.GetRequiredService<IServiceProviderIsKeyedService>();
        return registered.IsService(typeof(IAuthorization)) || (name.Length > 0 && registered.IsKeyedService(typeof(IAuthorization), name));
    }
}
