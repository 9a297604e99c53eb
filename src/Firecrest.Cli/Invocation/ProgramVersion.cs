using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Firecrest.Cli.Invocation;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    public static Option<bool> CreateOption() => new("--version") { Description = "Shows the version of this program.", Arity = ArgumentArity.Zero, Action = new Show() };

    private sealed class Show : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Text);
            return 0;
        }
    }
}
