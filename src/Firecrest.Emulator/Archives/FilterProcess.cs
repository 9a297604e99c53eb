using System.ComponentModel;
using System.Diagnostics;

namespace Firecrest.Emulator.Archives;

/// <summary>A bzip2 or xz that packs or unpacks what flows through it, since .NET has neither.</summary>
internal sealed class FilterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stream _archive;
    private readonly bool _unpacks;
    private readonly Thread _pump;
    private readonly Thread _listener;
    private string _error = "";
    private OperationCanceledException? _interruption;

    private FilterProcess(Process process, Stream archive, bool unpacks)
    {
        (_process, _archive, _unpacks) = (process, archive, unpacks);
        Stream = unpacks ? process.StandardOutput.BaseStream : process.StandardInput.BaseStream;
        _listener = new Thread(() => _error = process.StandardError.ReadToEnd());
        _pump = new Thread(Pump);
        _listener.Start();
        _pump.Start();
    }

    /// <summary>The unpacked side.</summary>
    public Stream Stream { get; }

    public static FilterProcess Start(Compression compression, Stream archive, bool unpacks)
    {
        string program = compression == Compression.Bzip2 ? "bzip2" : "xz";
        var start = new ProcessStartInfo(program, unpacks ? "-dc" : "-c")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new FilterProcess(Process.Start(start)!, archive, unpacks);
        }
        catch (Win32Exception)
        {
            throw TarException.Filter(
                $"tar (child): {program}: Cannot exec: No such file or directory\ntar (child): Error is not recoverable: exiting now", 2);
        }
    }

    /// <summary>Waits until all is through; fails with what the program complained about.</summary>
    public void Finish()
    {
        if (!_unpacks)
        {
            Stream.Dispose();
        }

        _pump.Join();
        _listener.Join();
        _process.WaitForExit();
        if (_interruption is not null)
        {
            throw new OperationCanceledException(_interruption.Message, _interruption, _interruption.CancellationToken);
        }

        if (_process.ExitCode != 0)
        {
            throw TarException.Filter(_error.TrimEnd(), _process.ExitCode);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _pump.Join();
        _listener.Join();
        _process.Dispose();
    }

    private void Pump()
    {
        try
        {
            if (_unpacks)
            {
                _archive.CopyTo(_process.StandardInput.BaseStream);
            }
            else
            {
                _process.StandardOutput.BaseStream.CopyTo(_archive);
            }
        }
        catch (IOException)
        {
            // The program stops reading at the first byte that it does not understand; its exit code tells.
        }
        catch (OperationCanceledException e)
        {
            _interruption = e;
        }

        if (_unpacks)
        {
            CloseInput();
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }
}
