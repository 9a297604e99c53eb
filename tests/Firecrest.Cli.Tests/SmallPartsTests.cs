using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Cli.Tokens;

namespace Firecrest.Cli.Tests;

public sealed class SmallPartsTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("01:30:00", 5400)]
    [InlineData("10:30", 630)]
    [InlineData("1-00:30", 88200)]
    public void Times_are_read(string text, double seconds) => Duration.TryParse(text).Should().Be(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1x")]
    [InlineData("-5")]
    [InlineData("1:2:3:4")]
    [InlineData("a:b")]
    [InlineData("h")]
    public void What_is_no_time_is_refused(string text) => Duration.TryParse(text).Should().BeNull();

    [Fact]
    public void Control_characters_are_shown()
    {
        Printable.Line("a\u001b[31mb\r\n\tc\u0085\u202e").Should().Be("a\\x1b[31mb\\r\\n\\tc\\x85\\u202e");
        Printable.Text("a\r\nb\tc\rd\u0007").Should().Be("a\r\nb\tc\\rd\\x07");
        Printable.Text("Grüße 漢字 🙂").Should().Be("Grüße 漢字 🙂");
    }

    [Fact]
    public void A_command_is_taken_apart_at_blanks_outside_quotes()
    {
        CommandWords.Split("oidc-token  'my site' --time=\"3 0\" a''b").Should().Equal("oidc-token", "my site", "--time=3 0", "ab");
        CommandWords.Split("x ''").Should().Equal("x", "");
        FluentActions.Invoking(() => CommandWords.Split("x 'y")).Should().Throw<UsageException>();
    }

    [Fact]
    public void A_token_is_fresh_as_long_as_a_client_would_keep_it()
    {
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var token = new StoredToken { Issuer = "i", ClientId = "c", Scope = "", IsLogin = false, AccessToken = "t", IssuedAt = begin, ExpiresAt = begin.AddMinutes(5) };

        token.IsFresh(begin).Should().BeTrue();
        token.IsFresh(begin.AddSeconds(209)).Should().BeTrue();
        token.IsFresh(begin.AddSeconds(211)).Should().BeFalse("90 s are left to other commands");
        token.IsFresh(begin.AddSeconds(-1)).Should().BeFalse("a clock was set back");
        (token with { ExpiresAt = null }).IsFresh(begin).Should().BeFalse();
        token.ToString().Should().NotContain("'t'");
    }

    [Fact]
    public void Exit_codes_are_each_used_once_and_leave_out_those_that_others_give_a_meaning()
    {
        ExitCode.All.Select(one => one.Code).Should().OnlyHaveUniqueItems().And.NotContain([99, 126, 127]);
        ExitCode.All.Select(one => one.Word).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("Submit again with the same IdempotencyKey.", "Submit again with the same --idempotency-key.")]
    [InlineData("Set KeyInName too, or SubmitOptions.KeyInName.", "Set --key-in-name too, or --key-in-name.")]
    public void What_the_library_names_is_told_as_an_option(string message, string told) => OptionWords.In(message).Should().Be(told);
}
