using System.Text.RegularExpressions;

namespace Firecrest.Cli.Tests;

/// <summary>What people see when they ask for no form.</summary>
public sealed class TableTests
{
    [Fact]
    public async Task Results_are_tables_by_default()
    {
        await using var site = new CliSite();
        await site.InitializeAsync();
        var file = site.WriteRemote("text\n");
        var id = await site.Submit("exit 3", "--name", "short", "--stdout", "out.txt");
        (await site.Run("job", "wait", id, "--poll", "50ms")).ExitCode.Should().Be(1);

        foreach (var (line, output) in Lines(id, file, site.Home))
        {
            var run = (await site.Run(line.Split(' '))).Succeeded();

            Regex.Replace(run.Output, "[0-9]{2}:[0-9]{2}:[0-9]{2}", "hh:mm:ss").Should().Be(output.ReplaceLineEndings("\n") + "\n", line);
            run.Error.Should().BeEmpty(line);
        }
    }

    private static (string Line, string Output)[] Lines(string id, string file, string home) =>
    [
        ("whoami", """
            USER             GROUP        GROUPS          ACCOUNTS
            fireuser (5001)  users (100)  users project1  staff tiny users
            """),
        ("nodes", """
            NAME    STATE  PARTITIONS                  CPUS  ALLOCATED  FREE MIB  FEATURES
            nid001  IDLE   part01,part02,xfer,jupyter     8          0     16000  f7t,mc
            """),
        ("partitions", """
            NAME    STATE  NODES  CPUS
            part01  UP         1     8
            part02  UP         1     8
            xfer    UP         1     8
            """),
        ("reservations", "NAME  STATE  START  END  NODES"),
        ("job list", $"""
            ID  NAME   STATE   REASON  EXIT  ELAPSED   NODES   PARTITION
            {id}   short  FAILED  -          3  hh:mm:ss  nid001  part01
            """),
        ($"job status {id}", $"""
            ID  NAME   STATE   REASON  EXIT  ELAPSED   NODES   PARTITION
            {id}   short  FAILED  -          3  hh:mm:ss  nid001  part01
            """),
        ($"job meta {id}", $"""
            ID  OUTPUT                  ERROR                   INPUT      SCRIPT
            {id}   {home}/out.txt  {home}/out.txt  /dev/null  #!/bin/bash
            """),
        ($"file checksum {file}", $"""
            CHECKSUM                                                          ALGORITHM  PATH
            b9e68e1bea3e5b19ca6b2f98b73a54b73daafaa250484902e09982e07a12e733  SHA256     {file}
            """),
    ];
}
