// What a typed call costs in processor time, against an HttpClient with source-generated JSON, over real HTTP to a server in another process.
//   dotnet run -c Release --project bench/Firecrest.Benchmarks             measures, and prints the table of docs/performance.md
//   dotnet run -c Release --project bench/Firecrest.Benchmarks -- serve    is the server
//   ... -- transfers MOVE [MiB]     moves a file up and down by the program of bench/Move, in turns with curl
//   ... -- memory MOVE [MiB...]     the peak of resident memory of that program for files of these sizes
//   ... -- serve-transfers          is the server of those two and of bench/soak.sh
// bench/transfers.sh publishes that program and runs both.
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
    case ["transfers", var move, ..]:
        using (var store = TransferServer.Start())
        {
            await new TransferComparison(store, move, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1024).Run();
        }

        return 0;
    case ["memory", var move, ..]:
        using (var store = TransferServer.Start())
        {
            foreach (var size in args.Length > 2 ? args[2..] : ["256", "4096"])
            {
                await new TransferComparison(store, move, int.Parse(size, CultureInfo.InvariantCulture)).MeasureMemory();
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
