namespace Firecrest.Client.Transfers;

/// <summary>Something to do with files that may take so long that the scheduler has to do it.</summary>
internal abstract record FileOperation(FileJobOptions? Job);

internal sealed record MoveOperation(RemotePath Source, RemotePath Target, FileJobOptions? Options) : FileOperation(Options)
{
    public override string ToString() => $"move {Source} to {Target}";
}

internal sealed record CopyOperation(RemotePath Source, RemotePath Target, CopyOptions? Options) : FileOperation(Options)
{
    public override string ToString() => $"copy {Source} to {Target}";
}

internal sealed record DeleteOperation(RemotePath Path, DeleteOptions? Options) : FileOperation(Options)
{
    public override string ToString() => $"delete {Path}";
}

internal sealed record CompressOperation(RemotePath Source, RemotePath Target, CompressOptions? Options) : FileOperation(Options)
{
    public override string ToString() => $"compress {Source} into {Target}";
}

internal sealed record ExtractOperation(RemotePath Archive, RemotePath TargetDirectory, ExtractOptions? Options) : FileOperation(Options)
{
    public override string ToString() => $"extract {Archive} into {TargetDirectory}";
}
