using Firecrest.Emulator.Compute;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Transfers;

/// <summary>Submits the jobs that the server needs to work on files.</summary>
internal sealed class TransferJobs(Submission submission, Scheduler scheduler, FirecrestEmulatorOptions options)
{
    private const string AccountField = "{account}";

    public string HomeDirectory => "/home/" + options.UserName;

    /// <summary>Refuses a transfer without account when the script needs one.</summary>
    public void RequireAccount(string? account)
    {
        if (account is null && options.TransferJobDirectives.Any(line => line.Contains(AccountField, StringComparison.Ordinal)))
        {
            throw new ApiError(400, "Account parameter is required on this system.");
        }
    }

    /// <summary>Submits a job in the home directory of the user, with two log files there that nobody deletes.</summary>
    public TransferJobRow Submit(Exchange exchange, string name, string? account, string command, JobWork work)
    {
        RequireAccount(account);
        var id = Guid.NewGuid();
        string output = $"{HomeDirectory}/.f7t_file_handling_job_{id}.log";
        string error = $"{HomeDirectory}/.f7t_file_handling_job_error_{id}.log";
        IEnumerable<string> directives = options.TransferJobDirectives.Select(line => line.Replace(AccountField, account, StringComparison.Ordinal));
        string script = string.Join('\n', ["#!/bin/bash", .. directives, "", command, ""]);
        JobSpec spec = submission.Spec(SubmitRequest.ForServer(name, HomeDirectory, output, error, script)) with { Work = work };
        return new TransferJobRow(Shape.JobId(scheduler.Submit(spec), options), exchange.SystemName!, HomeDirectory, new TransferLogsRow(output, error));
    }
}
