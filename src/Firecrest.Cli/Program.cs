// firecrest: jobs and files of HPC systems from the command line.
using Firecrest.Cli.Invocation;

return await CommandTree.Run(args);
