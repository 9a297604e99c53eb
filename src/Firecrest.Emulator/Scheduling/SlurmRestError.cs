using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The answers to requests that Slurm's REST API refuses: its whole JSON goes into the message.</summary>
internal static class SlurmRestError
{
    private const int QueryError = 9000;
    private const string NotCompliant = "Query empty or not RFC7320 compliant";

    public static ApiError NotImplemented() => new(501, "Scheduler can't handle this request when configured to use rest connection mode");

    public static ApiError NoScript()
        => Answer(422, "Populated \\\"script\\\" field is required for job submission", QueryError, NotCompliant, "_job_post", Controller);

    public static ApiError InvalidId()
        => Answer(422, "Rejecting request. Failure parsing query parameters", QueryError, NotCompliant, "op_handler_job", Database);

    public static ApiError InvalidAccount() => Submission(2045, "Invalid account or account\\/partition combination specified");

    public static ApiError AccountExhausted()
        => Submission(2050, "Job violates accounting\\/QOS policy (job submit limit, user's size and\\/or time limits)");

    public static ApiError InvalidPartition() => Submission(2000, "Invalid partition name specified");

    public static ApiError InvalidReservation() => Submission(2052, "Requested reservation is invalid");

    public static ApiError InvalidFeature() => Submission(2010, "Invalid feature specification");

    private static Plugin Controller { get; } = new("openapi\\/slurmctld", "Slurm OpenAPI slurmctld", "root", 9);

    private static Plugin Database { get; } = new("openapi\\/slurmdbd", "Slurm OpenAPI slurmdbd", "", 12);

    private static ApiError Submission(int number, string error)
        => Answer(500, "Batch job submission failed", number, error, "slurm_submit_batch_job()", Controller);

    private static ApiError Answer(int status, string description, int number, string error, string source, Plugin plugin)
    {
        string json = $$"""
            {
              "errors": [
                {
                  "description": "{{description}}",
                  "error_number": {{number}},
                  "error": "{{error}}",
                  "source": "{{source}}"
                }
              ],
              "warnings": [],
              "meta": {
                "plugin": {
                  "type": "{{plugin.Type}}",
                  "name": "{{plugin.Name}}",
                  "data_parser": "data_parser\/v0.0.42",
                  "accounting_storage": "accounting_storage\/slurmdbd"
                },
                "client": {
                  "source": "[localhost]:46145(fd:{{plugin.Descriptor}})",
                  "user": "{{plugin.User}}",
                  "group": "{{plugin.User}}"
                },
                "command": [],
                "slurm": {
                  "version": {
                    "major": "24",
                    "micro": "5",
                    "minor": "11"
                  },
                  "release": "24.11.5",
                  "cluster": "cluster"
                }
              }
            }
            """;
        return new ApiError(500, $"Unexpected Slurm API response. status:{status} message:{json.ReplaceLineEndings("\n")}");
    }

    private sealed record Plugin(string Type, string Name, string User, int Descriptor);
}
