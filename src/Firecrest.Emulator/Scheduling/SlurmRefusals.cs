using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Scheduling;

/// <summary>What a refused submission is answered, over ssh and by the REST API.</summary>
internal sealed class SlurmRefusals(FirecrestEmulatorOptions options)
{
    private bool OverRest => options.Connection != EmulatedConnection.Ssh;

    public ApiError Account() => OverRest
        ? SlurmRestError.InvalidAccount()
        : SlurmError.Submission("Invalid account or account/partition combination specified");

    public ApiError AccountExhausted() => OverRest ? SlurmRestError.AccountExhausted() : SlurmError.AccountExhausted();

    public ApiError Partition(string partition) => OverRest ? SlurmRestError.InvalidPartition() : SlurmError.InvalidPartition(partition);

    public ApiError Reservation() => OverRest ? SlurmRestError.InvalidReservation() : SlurmError.Submission("Requested reservation is invalid");

    public ApiError Feature() => OverRest ? SlurmRestError.InvalidFeature() : SlurmError.Submission("Invalid feature specification");

    public ApiError NoScript() => OverRest ? SlurmRestError.NoScript() : SlurmError.Timeout();
}
