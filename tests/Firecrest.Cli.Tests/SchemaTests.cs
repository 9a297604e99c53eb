using Firecrest.Cli.Commands;
using Firecrest.Cli.Documents;

namespace Firecrest.Cli.Tests;

/// <summary>The schemas are a promise: what they say now is written down in <c>Schemas/</c>.</summary>
/// <remarks>With <c>FIRECREST_UPDATE_DOCS=1</c> in the environment the test writes them anew.</remarks>
public sealed class SchemaTests(CliSite site)
{
    public static TheoryData<string> Names => [.. Kinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_schema_is_as_it_was_promised(string name)
    {
        var text = SchemaCommand.Text(Kinds.All.Single(kind => kind.Name == name), indented: true);

        Repository.Expect($"tests/Firecrest.Cli.Tests/Schemas/{name}.json", text);
    }

    [Fact]
    public async Task The_command_prints_them()
    {
        (await site.Run("schema", "-o", "id")).Succeeded().Output.Should().Be(string.Concat(Kinds.All.Select(kind => kind.Name + "\n")));
        (await site.Run("schema", "job")).Succeeded().Output.Should().Be(SchemaCommand.Text(Kinds.Job, indented: true));
        (await site.Run("schema", "job", "-o", "json")).Succeeded().Output.Should().Be(SchemaCommand.Text(Kinds.Job, indented: false));
        (await site.Run("schema", "nonsense", "-o", "json")).Should().Match<CliResult>(run => run.ExitCode == 3 && run.ErrorCode == "NOT_FOUND");
    }
}
