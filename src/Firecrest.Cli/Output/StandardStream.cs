using System.Runtime.InteropServices;

namespace Firecrest.Cli.Output;

/// <summary>Standard output or error, written to without anything else.</summary>
/// <remarks>
/// The runtime's own streams set the terminal up at the first write, which costs time and sends it a sequence of control characters, and they hide
/// that nobody reads a pipe any more.
/// </remarks>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Output { get; } = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1);

    public static Stream Error { get; } = OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteSome(_descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written < 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted:
                        continue;
                    case BrokenPipe:
                        throw new BrokenPipeException();
                    default:
                        // Whatever it is, such as a pipe that is full and does not block: the runtime knows how to deal with it or what to call it.
                        using (var stream = _descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError())
                        {
                            stream.Write(buffer);
                        }

                        return;
                }
            }

            buffer = buffer[(int)written..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, in byte buffer, nint count);
}
