using System.Reflection;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests;

public sealed class DocumentedEmulator
{
    [Fact]
    public void Each_option_stands_in_a_table_and_the_tables_name_options_only()
    {
        var cells = RepositoryFiles.Lines("docs/emulator.md").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(row => row.Split('|')[1]);
        var options = new[] { typeof(FirecrestEmulatorOptions), typeof(EmulatedV1Options) }
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(property => property.Name);

        cells.SelectMany(cell => cell.Split(',')).Select(name => name.Trim(' ', '`')).Should().BeEquivalentTo(options);
    }
}
