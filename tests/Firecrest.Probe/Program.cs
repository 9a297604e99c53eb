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
    case ["submit", var key]:
        return Submit(site, key);
    case ["move", var mode, var folder]:
        await Movement.Run(site, mode == "async", folder);
        return 0;
    case ["allocations", var mode, var folder]:
        await Allocations.Run(site, mode == "async", folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Firecrest.Probe systems|starved|submit KEY|move sync|async FOLDER|allocations sync|async FOLDER");
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

static int Submit(Site site, string key)
{
    using var client = new FirecrestClient(site.Address, site.Authorization);
    var home = $"/home/{client.V2.Status.GetUserInfo(site.SystemName).User.Name}";
    var job = client.Submit(site.SystemName, JobDescription.FromScript("#!/bin/bash\ntrue\n", home), new SubmitOptions { IdempotencyKey = key });
    Console.WriteLine($"{job.JobId} {(job.WasAdopted ? "adopted" : "created")}");
    return 0;
}
