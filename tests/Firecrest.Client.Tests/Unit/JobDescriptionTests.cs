using System.Text;

namespace Firecrest.Client.Tests.Unit;

public sealed class JobDescriptionTests
{
    [Theory]
    [InlineData("#!/bin/sh\necho ä\n", "#!/bin/sh\necho ä\n")]
    [InlineData("#!/bin/sh\r\necho a\r\n", "#!/bin/sh\necho a\n")]
    [InlineData("\uFEFF#!/bin/sh\n", "#!/bin/sh\n")]
    [InlineData("\uFEFF#!/bin/sh\r\necho \uFEFFa", "#!/bin/sh\necho \uFEFFa")]
    [InlineData("#!/bin/sh\nprintf 'a\rb'\n", "#!/bin/sh\nprintf 'a\rb'\n")]
    [InlineData("#!/usr/bin/env python3", "#!/usr/bin/env python3")]
    public void A_script_is_sent_with_line_feeds_and_without_a_mark(string given, string sent)
    {
        JobDescription.FromScript(given, "/w").Script.Should().Be(sent);
        (JobDescription.FromScript("#!/x", "/w") with { Script = given }).Script.Should().Be(sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo a")]
    [InlineData(" #!/bin/sh")]
    [InlineData("\n#!/bin/sh")]
    [InlineData("#SBATCH -n 1\n#!/bin/sh")]
    public void A_script_begins_with_its_interpreter(string script)
        => FluentActions.Invoking(() => JobDescription.FromScript(script, "/w"))
            .Should().Throw<ArgumentException>().WithMessage("*#!/bin/bash*").WithParameterName(nameof(script));

    [Fact]
    public void A_script_has_no_nul()
        => FluentActions.Invoking(() => JobDescription.FromScript("#!/bin/sh\n\0", "/w")).Should().Throw<ArgumentException>().WithMessage("*NUL*");

    [Fact]
    public void A_script_is_needed() => FluentActions.Invoking(() => JobDescription.FromScript(null!, "/w")).Should().Throw<ArgumentNullException>();

    [Fact]
    public void A_job_is_described_by_script_and_working_directory_and_nothing_else()
        => JobDescription.FromScript("#!/bin/sh", "/w").Should().Be(new JobDescription { Script = "#!/bin/sh", WorkingDirectory = "/w" });

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16"];

    [Theory, MemberData(nameof(Encodings))]
    public void A_script_file_is_read_with_or_without_a_mark(string encoding)
    {
        const string text = "#!/bin/bash\r\necho 'Zürich, Genève, Łódź'\r\n";
        Encoding writer = encoding == "utf-16" ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true) : new UTF8Encoding(encoding == "utf-8 with mark");

        var job = FromFile([.. writer.GetPreamble(), .. writer.GetBytes(text)]);

        job.Script.Should().Be("#!/bin/bash\necho 'Zürich, Genève, Łódź'\n");
        job.WorkingDirectory.Should().Be("/w");
    }

    [Fact]
    public void A_script_file_that_is_not_unicode_is_not_changed_in_silence()
        => FluentActions.Invoking(() => FromFile(Encoding.Latin1.GetBytes("#!/bin/bash\necho 'Zürich'\n")))
            .Should().Throw<Exception>("the script would run with other bytes than the file has");

    [Fact]
    public void A_script_file_that_does_not_exist_is_told()
        => FluentActions.Invoking(() => JobDescription.FromScriptFile(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")), "/w"))
            .Should().Throw<IOException>();

    private static JobDescription FromFile(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sh");
        try
        {
            File.WriteAllBytes(path, bytes);
            return JobDescription.FromScriptFile(path, "/w");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
