using System.ComponentModel;
using System.Globalization;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Runs jobs as processes of this machine: first come, first served, as many at once as there are slots.</summary>
internal sealed class LocalScheduler(JobFiles jobFiles, FirecrestEmulatorOptions options, string bash) : IAsyncDisposable
{
    // What Slurm reports when the output file of a job cannot be opened.
    private const int OutputFailed = 53;
    private const int Terminated = 15;

    // Longer than a timer can wait: such a limit is none.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly Lock _lock = new();
    private readonly List<Job> _jobs = [];
    private readonly HashSet<Task> _running = [];
    private int _lastId;
    private bool _stopped;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>Queues a job, or all tasks of an array, and starts what there is room for.</summary>
    public int Submit(JobSpec spec)
    {
        lock (_lock)
        {
            int id = ++_lastId;
            _jobs.AddRange(spec.Array is null ? [new Job(id, null, spec)] : spec.Array.Indices.Select(index => new Job(id, index, spec)));
            StartWaiting();
            return id;
        }
    }

    /// <summary>Calls back with all jobs while nothing changes.</summary>
    public T Read<T>(Func<IReadOnlyList<Job>, T> read)
    {
        lock (_lock)
        {
            return read(_jobs);
        }
    }

    /// <summary>The job of an id, all tasks when it is that of an array.</summary>
    public IReadOnlyList<Job> Find(string id)
    {
        lock (_lock)
        {
            return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? [.. _jobs.Where(job => job.Id == number || (job.RawId == number && job.Start is not null))]
                : [];
        }
    }

    /// <summary>Ends the jobs of an id; false when all of them are over already.</summary>
    public bool Cancel(IReadOnlyList<Job> jobs)
    {
        lock (_lock)
        {
            var active = jobs.Where(job => !job.IsFinished).ToList();
            foreach (Job job in active)
            {
                Cancel(job);
            }

            StartWaiting();
            return active.Count > 0;
        }
    }

    /// <summary>Why a job waits, when it does; the caller is inside of <see cref="Read"/>.</summary>
    public string WaitingReason(Job job)
        => job.State != JobStates.Pending ? "None"
        : job.Spec.Held ? "JobHeldUser"
        : IsBlockedByArray(job) ? "JobArrayTaskLimit"
        : job == _jobs.FirstOrDefault(IsStartable) ? "Resources" : "Priority";

    /// <summary>Runs a command beside a running job; null when it took too long.</summary>
    public async Task<(JobEnd? End, string Error)> Attach(Job job, string command)
    {
        JobStep step;
        ProcessPlan plan;
        JobProcess process;
        lock (_lock)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{job.DisplayId}.{job.Steps.Count - 1}");
            step = new JobStep(id, Path.GetFileName(command.Split(' ', 2)[0]), Now);
            plan = jobFiles.PrepareAttached(job, id, bash, command);
            job.Steps.Add(step);
            process = JobProcess.Start(bash, plan);
            _running.Add(process.Ended);
        }

        bool inTime = await Task.WhenAny(process.Ended, Task.Delay(options.SchedulerCommandTimeout)).ConfigureAwait(false) == process.Ended;
        if (!inTime)
        {
            await process.Stop(options.KillGrace).ConfigureAwait(false);
        }

        JobEnd end = await process.Ended.ConfigureAwait(false);
        lock (_lock)
        {
            _running.Remove(process.Ended);
            CloseStep(step, end, inTime ? null : JobStates.Cancelled);
        }

        string error = await File.ReadAllTextAsync(plan.Error!).ConfigureAwait(false);
        return (inTime ? end : null, error);
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _stopped = true;
            foreach (Job job in _jobs.Where(job => !job.IsFinished))
            {
                Cancel(job);
            }

            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private void StartWaiting()
    {
        while (!_stopped && _jobs.Count(job => job.Occupies) < options.Slots && _jobs.FirstOrDefault(IsStartable) is { } job)
        {
            bool isLastOfArray = job.ArrayIndex is not null && !_jobs.Any(other => other.Id == job.Id && other != job && other.State == JobStates.Pending);
            job.RawId = job.ArrayIndex is null || isLastOfArray ? job.Id : ++_lastId;
            job.State = JobStates.Running;
            job.Start = Now;
            job.Occupies = true;
            job.Steps.Add(new JobStep(job.DisplayId + ".batch", "batch", Now));
            Task run = Task.Run(() => Run(job));
            _running.Add(run);
            _ = run.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task run)
    {
        lock (_lock)
        {
            _running.Remove(run);
        }
    }

    private bool IsStartable(Job job) => job is { State: JobStates.Pending, Spec.Held: false } && !IsBlockedByArray(job);

    private bool IsBlockedByArray(Job job)
        => job.Spec.Array is { } array && _jobs.Count(other => other.Id == job.Id && other.Occupies) >= array.MaximumRunning;

    private async Task Run(Job job)
    {
        JobEnd end;
        try
        {
            ProcessPlan plan = jobFiles.Prepare(job);
            var process = JobProcess.Start(bash, plan);
            Watch(job, process);
            using ITimer limit = options.TimeProvider.CreateTimer(_ => TimeOut(job), null, TimerDue(job), Timeout.InfiniteTimeSpan);
            end = await process.Ended.ConfigureAwait(false);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException or Win32Exception or ArgumentException)
        {
            end = new JobEnd(0, OutputFailed);
        }

        jobFiles.Clean(job);
        Finish(job, end);
    }

    private TimeSpan TimerDue(Job job)
    {
        if (job.Spec.TimeLimit is not { } limit || limit > LongestTimer)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan left = job.Start!.Value + limit - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Watch(Job job, JobProcess process)
    {
        lock (_lock)
        {
            job.Process = process;
            if (job.StopState is not null)
            {
                Stop(process);
            }
        }
    }

    private void TimeOut(Job job)
    {
        lock (_lock)
        {
            if (job.StopState is null && job.Process is { } process)
            {
                job.StopState = JobStates.Timeout;
                Stop(process);
            }
        }
    }

    // The state is shown at once, as scancel does; the slot is free when the process is gone.
    private void Cancel(Job job)
    {
        bool wasRunning = job.State == JobStates.Running;
        job.State = $"{JobStates.Cancelled} by {FileRow.UserId}";
        job.End = Now;
        job.StopState ??= JobStates.Cancelled;
        if (wasRunning)
        {
            CloseStep(job.Steps[0], new JobEnd(0, Terminated), JobStates.Cancelled);
            if (job.Process is { } process)
            {
                Stop(process);
            }
        }
    }

    private void Stop(JobProcess process)
    {
        // Awaited at the end of the emulator, when the process did not end before.
        Task stop = process.Stop(options.KillGrace);
        _running.Add(stop);
        _ = stop.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);
    }

    private void Finish(Job job, JobEnd end)
    {
        lock (_lock)
        {
            job.Occupies = false;
            if (job.StopState != JobStates.Cancelled)
            {
                bool timedOut = job.StopState == JobStates.Timeout;
                job.State = timedOut ? JobStates.Timeout : end is { ExitCode: 0, Signal: 0 } ? JobStates.Completed : JobStates.Failed;
                job.ExitCode = timedOut ? 0 : end.ExitCode;
                job.Signal = timedOut ? 0 : end.Signal;
                job.End = Now;
                CloseStep(job.Steps[0], timedOut ? new JobEnd(0, Terminated) : end, timedOut ? JobStates.Cancelled : null);
            }

            StartWaiting();
        }
    }

    private void CloseStep(JobStep step, JobEnd end, string? state)
    {
        step.State = state ?? (end.Signal != 0 ? JobStates.Cancelled : end.ExitCode != 0 ? JobStates.Failed : JobStates.Completed);
        step.ExitCode = end.ExitCode;
        step.Signal = end.Signal;
        step.End = Now;
    }
}
