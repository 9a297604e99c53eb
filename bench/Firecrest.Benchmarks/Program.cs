// What a typed call costs in processor time, against an HttpClient with source-generated JSON, over real HTTP to a server in another process.
//   dotnet run -c Release --project bench/Firecrest.Benchmarks             measures, and prints the table of docs/performance.md
//   dotnet run -c Release --project bench/Firecrest.Benchmarks -- serve    is the server
//   ... -- transfers [MiB]     moves a file up and down, in turns with curl
//   ... -- memory [MiB...]     the peak of resident memory for files of these sizes
//   ... -- serve-transfers, move     are what bench/soak.sh and the two before run
using System.Globalization;
using Firecrest.Benchmarks;

if (args is ["serve"])
{
    await FixtureServer.Run();
    return 0;
}

switch (args)
{
    case ["serve-transfers"]:
        await TransferServer.Run();
        return 0;
    case ["move", ..]:
        await TransferRun.Run(args[1..]);
        return 0;
    case ["transfers", ..]:
        using (var store = TransferServer.Start())
        {
            await new TransferComparison(store, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1024).Run();
        }

        return 0;
    case ["memory", ..]:
        using (var store = TransferServer.Start())
        {
            foreach (var size in args.Length > 1 ? args[1..] : ["256", "4096"])
            {
                await new TransferComparison(store, int.Parse(size, CultureInfo.InvariantCulture)).MeasureMemory();
            }
        }

        return 0;
}

var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : CpuComparison.DefaultCalls;
using var server = FixtureServer.StartProcess(out var address);
try
{
    return await new CpuComparison(address, calls).Run() ? 0 : 1;
}
finally
{
    server.Kill();
}
