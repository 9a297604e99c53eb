// Started by tests in a process of its own, whose environment and thread pool can be what a test needs.
using Firecrest.Client;
using Firecrest.Probe;

var site = Site.FromEnvironment();
switch (args)
{
    case ["systems"]:
        return ListSystems(site);
    case ["starved"]:
        StarvedCalls.Run(site);
        return 0;
    case ["move", var mode, var folder]:
        await Movement.Run(site, mode == "async", folder);
        return 0;
    case ["allocations", var mode, var folder]:
        await Allocations.Run(site, mode == "async", folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Firecrest.Probe systems|starved|move sync|async FOLDER|allocations sync|async FOLDER");
        return 2;
}

static int ListSystems(Site site)
{
    using var client = new FirecrestClient(site.Address, site.Authorization, new() { Retry = new() { MaxRetries = 0 } });
    try
    {
        Console.WriteLine(string.Join(", ", client.GetSystems().Select(system => system.Name)));
        return 0;
    }
    catch (FirecrestException exception)
    {
        Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
        return 1;
    }
}
