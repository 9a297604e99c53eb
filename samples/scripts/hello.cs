#!/usr/bin/env -S dotnet run
#:project ../../src/Firecrest.Emulator/Firecrest.Emulator.csproj
// A C# script: dotnet run samples/scripts/hello.cs
// Outside this repository, write instead of the #:project line:   #:package Firecrest.Emulator@0.1.0
// In a .csx script (dotnet-script):                               #r "nuget: Firecrest.Emulator, 0.1.0"
using Firecrest.Client;
using Firecrest.Emulator;

await using var hpc = await FirecrestEmulator.StartAsync();
using var client = hpc.CreateClient();

var job = client.Submit(hpc.SystemName, JobDescription.FromScript("#!/bin/bash\necho hello from job $SLURM_JOB_ID\n", hpc.HomeDirectory));
job.WaitForCompletion().EnsureSucceeded();
Console.Write(job.GetOutput());
