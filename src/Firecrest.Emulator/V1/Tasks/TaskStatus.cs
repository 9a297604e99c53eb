namespace Firecrest.Emulator.V1.Tasks;

/// <summary>The statuses of tasks with what the server calls them.</summary>
internal static class TaskStatus
{
    public const int Queued = 100;
    public const int WaitingForForm = 110;
    public const int FormReceived = 111;
    public const int UploadConfirmed = 112;
    public const int FetchStarted = 113;
    public const int Fetched = 114;
    public const int FetchFailed = 115;
    public const int StagingStarted = 116;
    public const int Staged = 117;
    public const int StagingFailed = 118;
    public const int Success = 200;
    public const int Expired = 302;
    public const int Error = 400;

    public static string Description(int status) => status switch
    {
        Queued => "Queued",
        WaitingForForm => "Waiting for Form URL from Object Storage to be retrieved",
        FormReceived => "Form URL from Object Storage received",
        UploadConfirmed => "Object Storage confirms that upload to Object Storage has finished",
        FetchStarted => "Download from Object Storage to server has started",
        Fetched => "Download from Object Storage to server has finished",
        FetchFailed => "Download from Object Storage error",
        StagingStarted => "Started upload from filesystem to Object Storage",
        // As the server spells it.
        Staged => "Upload from filesystem to Object Storage has finished succesfully",
        StagingFailed => "Upload from filesystem to Object Storage has finished with errors",
        Success => "Finished successfully",
        Expired => "Task not longer valid",
        _ => "Finished with errors",
    };
}
