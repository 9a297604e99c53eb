using Xunit.Sdk;

// The clock of these tests watches the thread pool, which is the whole process's.
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]
