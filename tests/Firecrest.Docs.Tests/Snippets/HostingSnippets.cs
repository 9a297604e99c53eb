using Firecrest.Client;
using Firecrest.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/concepts/hosting.md, run against an emulator.</summary>
public sealed class HostingSnippets
{
    [Fact]
    public async Task A_client_from_configuration()
    {
        await using var emulator = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Entries("Firecrest", emulator)).Build();

        #region snippet hosting-configuration
        services.AddFirecrestClient(configuration.GetSection("Firecrest"));
        services.AddSingleton<NightlyRun>();
        #endregion

        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        (await provider.GetRequiredService<NightlyRun>().Submit(emulator.SystemName, emulator.HomeDirectory)).JobId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Several_clients_with_names()
    {
        await using var emulator = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([.. Entries("Sites:Daint", emulator), .. Entries("Sites:Eiger", emulator)]).Build();

        #region snippet hosting-named
        services.AddFirecrestClient("daint", configuration.GetSection("Sites:Daint"));
        services.AddFirecrestClient("eiger", configuration.GetSection("Sites:Eiger"));
        services.Configure<FirecrestClientOptions>("eiger", options => options.Network.ConnectTimeout = TimeSpan.FromSeconds(5));
        #endregion

        await using var provider = services.BuildServiceProvider();
        (await provider.GetRequiredKeyedService<FirecrestClient>("daint").GetSystemsAsync()).Should().NotBeEmpty();
        (await provider.GetRequiredKeyedService<FirecrestClient>("eiger").GetSystemsAsync()).Should().NotBeEmpty();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Entries(string section, FirecrestEmulator emulator) =>
    [
        new(section + ":BaseAddress", emulator.BaseAddress.ToString()),
        new(section + ":ClientId", emulator.ClientId),
        new(section + ":ClientSecret", emulator.ClientSecret),
        new(section + ":TokenEndpoint", emulator.TokenEndpoint.ToString()),
    ];

    #region snippet hosting-consumer
    private sealed class NightlyRun(FirecrestClient client)
    {
        public Task<JobHandle> Submit(string system, string directory)
            => client.SubmitAsync(system, JobDescription.FromScript("#!/bin/bash\nmake nightly\n", directory));
    }
    #endregion
}
