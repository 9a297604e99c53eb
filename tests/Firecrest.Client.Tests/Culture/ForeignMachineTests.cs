using System.Diagnostics;

namespace Firecrest.Client.Tests.Culture;

/// <summary>Runs tests of this program once more, in a process whose zone and culture are set as those of a machine are: by its environment.</summary>
public sealed class ForeignMachineTests
{
    [Fact]
    public async Task All_this_holds_on_a_machine_in_Kolkata_that_speaks_Turkish()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the zone of a process is that of its machine.");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Firecrest.Client.Tests"))
        {
            ArgumentList = { "-class", typeof(LocalTimeTests).FullName!, "-class", typeof(UserCultureTests).FullName!, "-explicit", "on", "-noColor" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["TZ"] = "Asia/Kolkata", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8" },
        };

        using var child = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var kill = limit.Token.Register(() => child.Kill(entireProcessTree: true));
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.Should().MatchRegex(@"Total: [1-9][0-9]+, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0,");
        child.ExitCode.Should().Be(0);
    }
}
