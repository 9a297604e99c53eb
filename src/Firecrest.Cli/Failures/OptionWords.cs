namespace Firecrest.Cli.Failures;

/// <summary>Messages of the library name its members; on a command line, these are options.</summary>
internal static class OptionWords
{
    /// <summary>The longer ones first, of which others are a part.</summary>
    private static readonly (string Member, string Option)[] Words =
    [
        ("NetworkTimeout, or the time-out of the HttpClient given", "--request-timeout"),
        ("SubmitOptions.AcceptIgnoredDirectives", "--accept-ignored-directives"),
        ("SubmitOptions.IdempotencyKey", "--idempotency-key"),
        ("SubmitOptions.KeyInName", "--key-in-name"),
        ("GetPartitionsOptions.ShowHidden", "--show-hidden"),
        ("CompressOptions.Compression", "--compression"),
        ("DeleteOptions.Recursive", "--recursive"),
        ("TransferOptions.Account", "--account"),
        ("Overwrite is Refuse", "--no-clobber is given"),
        ("GetJobsOptions.Account", "--account"),
        ("FileJobOptions.Account", "--account"),
        ("FileJobOptions.AsJob", "--as-job"),
        ("Schedule.InitialDelay", "--poll"),
        ("AllowInsecureHttp", "--allow-insecure-http"),
        ("ChecksumAsJob", "--checksum-as-job"),
        ("NetworkTimeout", "--request-timeout"),
        ("OutageTolerance", "--retry-for"),
        ("IdempotencyKey", "--idempotency-key"),
        ("KeyInName", "--key-in-name"),
        ("as expected type 'System.Nullable`1[System.Int32]'", "as a number"),
    ];

    public static string In(string message)
    {
        foreach (var (member, option) in Words)
        {
            message = message.Replace(member, option, StringComparison.Ordinal);
        }

        return message;
    }
}
