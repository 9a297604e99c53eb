// What a typed call costs in processor time, against an HttpClient with source-generated JSON, over real HTTP to a server in another process.
//   dotnet run -c Release --project bench/Firecrest.Benchmarks             measures, and prints the table of docs/performance.md
//   ... -- transfers MOVE [MiB]       moves a file up and down by the program of bench/Move, in turns with curl
//   ... -- memory MOVE [MiB...]       the peak of resident memory of that program for files of these sizes
//   ... -- rate [ROUNDS SECONDS]      calls per second with many in flight, in turns of so many seconds
//   ... -- waiting [ROUNDS SECONDS]   what a process costs that waits so long for many jobs; bench/waiting.sh compiles it ahead first
//   ... -- serve, serve-transfers, serve-rate, serve-jobs, wait     are what bench/soak.sh and those before run
// bench/transfers.sh publishes the program of bench/Move and runs the two that take it.
using System.Globalization;
using Firecrest.Benchmarks;

switch (args)
{
    case ["serve"]:
        await FixtureServer.Run();
        return 0;
    case ["serve-transfers"]:
        await TransferServer.Run();
        return 0;
    case ["serve-rate", var ports]:
        await RateServer.Run(Number(ports));
        return 0;
    case ["serve-jobs", var jobs, var seconds]:
        await JobsServer.Run(Number(jobs), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["wait", ..]:
        await WaitingRun.Run(args[1..]);
        return 0;
    case ["transfers", var move, ..]:
        using (var store = TransferServer.Start())
        {
            await new TransferComparison(store, move, args.Length > 2 ? Number(args[2]) : 1024).Run();
        }

        return 0;
    case ["memory", var move, ..]:
        using (var store = TransferServer.Start())
        {
            foreach (var size in args.Length > 2 ? args[2..] : ["256", "4096"])
            {
                await new TransferComparison(store, move, Number(size)).MeasureMemory();
            }
        }

        return 0;
    case ["rate", ..]:
        using (var server = new ServerProcess("serve-rate", $"{RateComparison.Ports}"))
        {
            return await new RateComparison(server, Option(1, 7), TimeSpan.FromSeconds(Option(2, 2))).Run() ? 0 : 1;
        }

    case ["waiting", ..]:
        return await new WaitingComparison(Option(1, 3), TimeSpan.FromSeconds(Option(2, 40))).Run() ? 0 : 1;
}

using (var server = new ServerProcess("serve"))
{
    return await new CpuComparison(server.Addresses[0], Option(0, CpuComparison.DefaultCalls)).Run() ? 0 : 1;
}

int Option(int place, int usual) => args.Length > place ? Number(args[place]) : usual;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
