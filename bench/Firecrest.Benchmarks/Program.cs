// What a typed call costs in processor time, against an HttpClient with source-generated JSON, over real HTTP to a server in another process.
//   dotnet run -c Release --project bench/Firecrest.Benchmarks             measures, and prints the table of docs/performance.md
//   dotnet run -c Release --project bench/Firecrest.Benchmarks -- serve    is the server
using Firecrest.Benchmarks;

if (args is ["serve"])
{
    await FixtureServer.Run();
    return 0;
}

var calls = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : CpuComparison.DefaultCalls;
using var server = FixtureServer.StartProcess(out var address);
try
{
    return await new CpuComparison(address, calls).Run() ? 0 : 1;
}
finally
{
    server.Kill();
}
