using Firecrest.Client.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Firecrest.Client.DependencyInjection;

/// <summary>Makes what a client is made of, at the start of the program, and says what cannot be made, and of which client.</summary>
internal sealed class FirecrestClientValidation(IServiceProvider services, string name) : IValidateOptions<FirecrestClientSettings>
{
    public ValidateOptionsResult Validate(string? clientName, FirecrestClientSettings options)
    {
        if (clientName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            Check(options);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or FirecrestException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"The FirecREST client {(name.Length == 0 ? "without a name" : $"'{name}'")} cannot be made: {exception.Message}");
        }
    }

    private void Check(FirecrestClientSettings settings)
    {
        if (settings.BaseAddress is null)
        {
            throw new ArgumentException("BaseAddress is not set. Is its section of the configuration there?");
        }

        var client = new FirecrestClientOptions();
        settings.ApplyTo(client);
        client.Freeze();
        ServerAddress.Normalise(settings.BaseAddress, settings.AllowInsecureHttp, nameof(settings.BaseAddress));
        if (settings.CreateAuthorization() is null && !HasAuthorization())
        {
            throw new ArgumentException("nothing says who asks. Set ClientId, ClientSecret and TokenEndpoint, or TokenFile, or register an IAuthorization as a service.");
        }
    }

    private bool HasAuthorization()
    {
        var registered = services.GetRequiredService<IServiceProviderIsKeyedService>();
        return registered.IsService(typeof(IAuthorization)) || (name.Length > 0 && registered.IsKeyedService(typeof(IAuthorization), name));
    }
}
